"""`dateline export`: every table as a file that says what its columns mean."""

import csv
import json

import pytest
from pyarrow import parquet

from flows.commands.export import export
from warehouse.dictionary import read_dictionary
from warehouse.errors import FolderUnusable, WarehouseMissing
from warehouse.query import open_snapshot, run_query


@pytest.fixture(scope="module")
def rows_of(filled):
    """Number of rows by name of table or view."""
    with open_snapshot(filled) as connection:
        return {
            name: run_query(connection, f'select count(*) from "{schema}"."{name}"').rows[0][0]
            for schema, name in {(r.schema_name, r.table_name) for r in read_dictionary(connection)}
        }


def test_parquet_files_have_all_rows_and_the_comments_of_the_database(
    answer, filled, rows_of, tmp_path
):
    told = answer(export, "parquet", tmp_path / "out", filled)
    paths = {path.stem: path for path in (tmp_path / "out").iterdir()}
    assert told.out.split() == [str(path) for path in map(paths.get, map(stem, told.out.split()))]
    counts = {name: parquet.read_metadata(path).num_rows for name, path in paths.items()}
    assert counts == rows_of
    schema = parquet.read_schema(paths["articles"])
    assert schema.metadata[b"comment"] == b"One article, in the version in force."
    meaning = b"Standfirst: the line under the headline."
    assert schema.metadata[b"comment.subheadline"] == meaning
    assert schema.field("subheadline").metadata[b"comment"] == meaning


def stem(path):
    return path.rpartition("/")[2].partition(".")[0]


def test_csv_files_have_all_rows_and_a_data_package_beside_them(answer, filled, rows_of, tmp_path):
    assert answer(export, "csv", tmp_path, filled).err.startswith(f"{len(rows_of)} files in ")
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert resources.keys() == rows_of.keys()
    for name, resource in resources.items():
        with (tmp_path / resource["path"]).open(encoding="utf-8", newline="") as lines:
            header, *rows = csv.reader(lines)
        assert header == [field["name"] for field in resource["schema"]["fields"]]
        assert len(rows) == rows_of[name], name
    fields = {field["name"]: field for field in resources["articles"]["schema"]["fields"]}
    assert fields["date_published"] == {
        "name": "date_published",
        "type": "date",
        "description": "Day of publication; null when unknown.",
    }


def test_a_text_of_several_lines_comes_back_as_it_was(answer, filled, tmp_path):
    answer(export, "csv", tmp_path, filled)
    with (tmp_path / "article_texts.csv").open(encoding="utf-8", newline="") as lines:
        exported = {int(row["article_key"]): row["raw_text"] for row in csv.DictReader(lines)}
    with open_snapshot(filled) as connection:
        kept = dict(run_query(connection, "select article_key, raw_text from article_texts").rows)
    assert exported == kept


def test_files_of_the_same_name_are_replaced_and_others_left(answer, filled, tmp_path):
    (tmp_path / "articles.csv").write_text("old")
    (tmp_path / "notes.txt").write_text("mine")
    answer(export, "csv", tmp_path, filled)
    assert (tmp_path / "articles.csv").read_text("utf-8").startswith('"article_key"')
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert list(tmp_path.glob(".*")) == []


def test_a_folder_that_cannot_be_written_is_named(answer, filled, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(FolderUnusable, match=r"file/\w+\.parquet cannot be written.*--out"):
        answer(export, "parquet", tmp_path / "file", filled)


def test_without_a_snapshot_nothing_is_made(answer, tmp_path):
    with pytest.raises(WarehouseMissing, match="dateline run"):
        answer(export, "csv", tmp_path / "out", tmp_path)
    assert list(tmp_path.iterdir()) == []
