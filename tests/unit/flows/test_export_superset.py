"""`dateline export superset`: the bundle fits the snapshot that it is written for."""

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from flows.commands.export_superset import export_superset
from warehouse.bi.superset.definitions import read_definitions
from warehouse.bi.superset.export import write_bundle
from warehouse.connection import open_reader
from warehouse.errors import ExportFailed, WarehouseMissing

TOP_FOLDER = "dateline_superset"

#: How Superset writes the grains of time that our charts use, in DuckDB's SQL.
GRAINS = {"P1D": "day", "P1W": "week", "P1M": "month"}


@pytest.fixture(scope="module")
def bundle_file(filled, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("export") / "bundle.zip"
    write_bundle(filled / "current.duckdb", out)
    return out


@pytest.fixture(scope="module")
def bundle(bundle_file) -> dict[str, dict[str, Any]]:
    """Each file of the bundle, read, by its path below the top folder."""
    with zipfile.ZipFile(bundle_file) as opened:
        return {
            name.removeprefix(f"{TOP_FOLDER}/"): yaml.safe_load(opened.read(name))
            for name in opened.namelist()
        }


@pytest.fixture(scope="module")
def reader(filled) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_reader(filled / "current.duckdb") as opened:
        yield opened


def parts(bundle: dict[str, dict[str, Any]], folder: str) -> dict[str, dict[str, Any]]:
    """What is in one folder of the bundle, by its UUID."""
    return {part["uuid"]: part for name, part in bundle.items() if name.startswith(f"{folder}/")}


def each(kind: str) -> pytest.MarkDecorator:
    """One test for each of the definitions of a kind; the argument is its name."""
    return pytest.mark.parametrize("name", list(getattr(read_definitions(), kind)))


def dataset_of(chart: dict[str, Any], bundle: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return parts(bundle, "datasets")[chart["dataset_uuid"]]


def render_query(query: dict[str, Any], dataset: dict[str, Any]) -> tuple[str, list[object]]:
    """SQL and its parameters for a query of a chart, as Superset would ask it."""
    expressions = {metric["metric_name"]: metric["expression"] for metric in dataset["metrics"]}
    columns = []
    for column in query["columns"]:
        sql, grain = column, None
        if isinstance(column, dict):
            sql, grain = column["sqlExpression"], column.get("timeGrain")
        columns.append(f"date_trunc('{GRAINS[grain]}', {sql})" if grain else sql)
    metrics = [f"{expressions[metric]} as {metric}" for metric in query.get("metrics", [])]
    conditions, values = ["true"], []
    for condition in query["filters"]:
        column, operator, value = condition["col"], condition["op"], condition.get("val")
        if operator == "TEMPORAL_RANGE":
            assert value == "No filter"
        elif operator == "IN":
            conditions.append(f"{column} in ({', '.join('?' for _ in value)})")
            values += value
        else:
            conditions.append(f"{column} {operator}" + ("" if value is None else " ?"))
            values += [] if value is None else [value]
    group = f"group by {', '.join(columns)}" if columns and metrics else ""
    order = ", ".join(f"{sql} {'asc' if up else 'desc'}" for sql, up in query["orderby"]) or "1"
    return (
        f"select {', '.join(columns + metrics)} from {dataset['schema']}.{dataset['table_name']} "
        f"where {' and '.join(conditions)} {group} order by {order} limit {query['row_limit']}",
        values,
    )


def test_the_bundle_has_one_top_folder_and_all_its_parts(bundle_file, bundle):
    with zipfile.ZipFile(bundle_file) as opened:
        assert {name.split("/")[0] for name in opened.namelist()} == {TOP_FOLDER}
    folders = ("databases", "datasets", "charts", "dashboards")
    assert {folder: len(parts(bundle, folder)) for folder in folders} == {
        "databases": 1,
        "datasets": 6,
        "charts": 10,
        "dashboards": 2,
    }
    assert bundle["metadata.yaml"] == {"version": "1.0.0"}


def test_the_database_is_the_link_to_the_snapshot_and_read_only(bundle, filled):
    (database,) = parts(bundle, "databases").values()
    assert database["sqlalchemy_uri"] == f"duckdb:///{filled.absolute()}/current.duckdb"
    assert database["extra"]["engine_params"]["connect_args"] == {"read_only": True}
    assert database["allow_dml"] is False


@each("datasets")
def test_a_dataset_has_the_columns_of_the_catalogue(bundle, reader, name):
    dataset = bundle[f"datasets/dateline/{name}.yaml"]
    told = [(c["column_name"], c["type"], c["description"]) for c in dataset["columns"]]
    assert (
        told
        == reader.cursor()
        .execute(
            "select column_name, data_type, comment from duckdb_columns() "
            "where schema_name = ? and table_name = ? order by column_index",
            [dataset["schema"], dataset["table_name"]],
        )
        .fetchall()
    )
    times = {column["column_name"] for column in dataset["columns"] if column["is_dttm"]}
    assert dataset["main_dttm_col"] in times
    assert dataset["description"]


@each("datasets")
def test_the_metrics_of_a_dataset_are_numbers(bundle, reader, name):
    dataset = bundle[f"datasets/dateline/{name}.yaml"]
    for metric in dataset["metrics"]:
        cursor = reader.cursor()
        cursor.execute(f"select {metric['expression']} from mart.{name}")
        assert str(cursor.description[0][1]) in {"BIGINT", "DOUBLE"}, metric["metric_name"]
        assert cursor.fetchone()[0] is not None, metric["metric_name"]
        assert metric["description"].endswith("."), metric["metric_name"]


@each("charts")
def test_the_query_of_a_chart_has_an_answer(bundle, reader, name):
    chart = bundle[f"charts/{name}.yaml"]
    (query,) = json.loads(chart["query_context"])["queries"]
    sql, values = render_query(query, dataset_of(chart, bundle))
    assert reader.cursor().execute(sql, values).fetchall()


@each("charts")
def test_a_chart_shows_what_its_dataset_has(bundle, name):
    chart = bundle[f"charts/{name}.yaml"]
    dataset, params = dataset_of(chart, bundle), chart["params"]
    columns = {column["column_name"] for column in dataset["columns"]}
    metrics = {metric["metric_name"] for metric in dataset["metrics"]}
    ordered = [json.loads(order)[0] for order in params.get("order_by_cols", [])]
    filtered = [condition["subject"] for condition in params["adhoc_filters"]]
    axis = [params["x_axis"]] if "x_axis" in params else []
    shown = {*axis, *params.get("groupby", []), *params.get("all_columns", [])}
    assert shown.union(ordered, filtered, params.get("column_config", {})) <= columns
    told = {*params.get("metrics", []), *([params["metric"]] if "metric" in params else [])}
    assert bool(told) != bool(params.get("all_columns"))
    sorted_by = {params["x_axis_sort"]} if "x_axis_sort" in params else set()
    assert told | sorted_by <= metrics


def test_every_chart_is_on_a_dashboard_and_every_row_fits_the_grid(bundle):
    seen = set()
    for dashboard in parts(bundle, "dashboards").values():
        position = dashboard["position"]
        placed = {key: part for key, part in position.items() if key.startswith("CHART-")}
        seen |= {part["meta"]["uuid"] for part in placed.values()}
        rows = [part for key, part in position.items() if key.startswith("ROW-")]
        assert [key for row in rows for key in row["children"]] == list(placed)
        for row in rows:
            assert sum(placed[key]["meta"]["width"] for key in row["children"]) == 12
    assert seen == set(parts(bundle, "charts"))


def test_a_filter_reaches_exactly_the_charts_that_have_its_column(bundle):
    charts, datasets = parts(bundle, "charts"), parts(bundle, "datasets")
    count = 0
    for dashboard in parts(bundle, "dashboards").values():
        numbers = {
            part["meta"]["chartId"]: datasets[charts[part["meta"]["uuid"]]["dataset_uuid"]]
            for key, part in dashboard["position"].items()
            if key.startswith("CHART-")
        }
        for chosen in dashboard["metadata"]["native_filter_configuration"]:
            (target,) = chosen["targets"]
            if not target:
                continue
            count += 1
            column = target["column"]["name"]
            lacking = {
                number
                for number, dataset in numbers.items()
                if column not in {told["column_name"] for told in dataset["columns"]}
            }
            assert set(chosen["scope"]["excluded"]) == lacking
            assert target["datasetUuid"] in datasets
    assert count == 2


def test_names_last_so_that_an_import_updates(bundle, filled, tmp_path):
    """The UUIDs are part of what users have imported: a change here doubles their dashboards."""
    assert parts(bundle, "databases").keys() == {"1585547a-1332-535e-b27f-58eb042cdd32"}
    assert bundle["charts/people.yaml"]["uuid"] == "3b86c26d-b502-50ea-8ec5-09b7f498c3a2"
    link = tmp_path / "elsewhere.duckdb"
    link.symlink_to((filled / "current.duckdb").resolve())
    write_bundle(link, tmp_path / "other.zip")
    with zipfile.ZipFile(tmp_path / "other.zip") as opened:
        for path, part in bundle.items():
            other = yaml.safe_load(opened.read(f"{TOP_FOLDER}/{path}"))
            assert other.get("uuid") == part.get("uuid")
            assert (other != part) == path.startswith("databases/")


def test_the_same_snapshot_gives_the_same_bytes(bundle_file, filled, tmp_path):
    write_bundle(filled / "current.duckdb", tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == bundle_file.read_bytes()


def test_the_command_says_what_it_wrote_and_what_will_be_read(filled, tmp_path):
    out = tmp_path / "bundle.zip"
    words = ["export", "superset", "--data", str(filled), "--out", str(out)]
    done = subprocess.run(
        [sys.executable, "-m", "flows.cli", *words], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{out}\n"
    assert "6 datasets, 10 charts, 2 dashboards" in done.stderr
    assert str(filled / "current.duckdb") in done.stderr
    assert zipfile.is_zipfile(out)


@pytest.fixture
def changed(filled, tmp_path):
    """A function that runs SQL on a copy of the snapshot and gives its path."""

    def change(sql: str) -> Path:
        path = tmp_path / "changed.duckdb"
        shutil.copyfile(filled / "current.duckdb", path)
        with duckdb.connect(str(path)) as connection:
            connection.execute(sql).fetchall()
        return path

    return change


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("drop view mart.dates_wide", "no mart.dates_wide"),
        (
            "create or replace view mart.removed_wide as select * exclude (reason) "
            "from mart.removed_wide_before",
            r"no column mart\.removed_wide\.reason, which the chart r\w+ reads",
        ),
        (
            "alter table mart.source_day rename delay_day_count to days",
            "metric days_to_arrival of mart.source_day",
        ),
    ],
)
def test_a_snapshot_that_lacks_what_is_shown_is_refused(changed, tmp_path, sql, message):
    if "removed_wide_before" in sql:
        sql = "alter view mart.removed_wide rename to removed_wide_before; " + sql
    out = tmp_path / "bundle.zip"
    with pytest.raises(ExportFailed, match=message) as raised:
        write_bundle(changed(sql), out)
    assert "dateline publish" in raised.value.hint
    assert not out.exists()


def test_without_a_snapshot_the_next_command_is_named(answer, tmp_path):
    with pytest.raises(WarehouseMissing, match="dateline run"):
        answer(export_superset, tmp_path, None, tmp_path / "bundle.zip")


def test_a_path_that_no_address_can_hold_is_refused(filled, tmp_path):
    folder = tmp_path / "what?"
    folder.mkdir()
    (folder / "current.duckdb").symlink_to((filled / "current.duckdb").resolve())
    with pytest.raises(ExportFailed, match="question mark"):
        write_bundle(folder / "current.duckdb", tmp_path / "bundle.zip")


def test_a_file_that_cannot_be_written_leaves_the_older_one(filled, tmp_path):
    out = tmp_path / "bundle.zip"
    out.mkdir()
    with pytest.raises(ExportFailed, match=r"bundle\.zip could not be written: .*--out"):
        write_bundle(filled / "current.duckdb", out)
    assert [path.name for path in tmp_path.iterdir()] == ["bundle.zip"]
