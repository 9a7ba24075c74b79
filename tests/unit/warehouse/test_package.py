"""Packages appear whole, and say so when they are not."""

import pytest

from warehouse.errors import PackageInvalid
from warehouse.package import (
    SCHEMAS,
    Manifest,
    clear_partial_packages,
    list_packages,
    read_manifest,
    read_tables,
    write_package,
)

MANIFEST = Manifest("p1", "run-1", 3, "v7")


def test_a_package_comes_back_as_it_was_written(tmp_path, story, write):
    folder = write(tmp_path / "packages" / "p1", story(), story(article="other"))
    manifest = read_manifest(folder)
    tables = read_tables(folder, manifest)
    assert manifest.row_counts["articles"] == 2
    assert tables["articles"].column("article_id").to_pylist() == [
        story().article_id,
        story(article="other").article_id,
    ]
    assert tables["article_texts"].column("raw_text")[0].as_py() == story().raw_text


def test_an_empty_package_has_all_tables(tmp_path):
    manifest = write_package(tmp_path / "p1", {}, MANIFEST)
    tables = read_tables(tmp_path / "p1", manifest)
    assert set(tables) == set(SCHEMAS)
    assert all(table.num_rows == 0 for table in tables.values())


def test_writing_a_package_again_keeps_the_first(tmp_path, story, write):
    folder = write(tmp_path / "p1", story())
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    write(tmp_path / "p1", story(article="other"))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["p1"]


@pytest.mark.parametrize(
    ("tables", "fault"),
    [
        ({"weather": []}, "no table weather"),
        ({"article_texts": [("a", "b", "c")]}, "article_texts has not 4 values"),
        ({"article_authors": [("a", "b", "first", "Ida Reed")]}, r"article_authors\.ordinal"),
        ({"article_texts": [("a", "b", None, "c")]}, r"article_texts\.raw_text is null in 1"),
        ({"article_texts": [("a", "b", "lone \ud800", "c")]}, r"article_texts\.raw_text"),
    ],
)
def test_rows_that_do_not_fit_are_refused_and_leave_nothing(tmp_path, tables, fault):
    with pytest.raises(PackageInvalid, match=fault):
        write_package(tmp_path / "p1", tables, MANIFEST)
    assert list(tmp_path.iterdir()) == []


def test_a_torn_package_is_named(tmp_path, story, write):
    folder = write(tmp_path / "p1", story())
    (folder / "mentions.parquet").write_bytes(b"torn")
    with pytest.raises(PackageInvalid, match=r"mentions\.parquet of load package .*p1"):
        read_tables(folder, read_manifest(folder))


def test_a_package_with_other_rows_than_its_manifest_is_named(tmp_path, story, write):
    folder = write(tmp_path / "p1", story())
    other = write(tmp_path / "p2", story(), story(article="other"))
    (other / "articles.parquet").rename(folder / "articles.parquet")
    with pytest.raises(PackageInvalid, match="2 rows"):
        read_tables(folder, read_manifest(folder))


def test_a_folder_without_manifest_is_no_package(tmp_path):
    (tmp_path / "p1").mkdir()
    with pytest.raises(PackageInvalid, match="no manifest"):
        read_manifest(tmp_path / "p1")
    assert list_packages(tmp_path) == []
    assert list_packages(tmp_path / "nowhere") == []


def test_half_written_packages_are_cleared_and_whole_ones_stay(tmp_path, story, write):
    write(tmp_path / "p1", story())
    (tmp_path / ".p2.77.partial").mkdir()
    (tmp_path / ".p2.77.partial" / "articles.parquet").write_bytes(b"half")
    clear_partial_packages(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["p1"]
