"""Marts: one file each, built in the order of what they read, checked before anyone sees them."""

import pytest

from warehouse.checks import read_checks
from warehouse.dictionary import read_dictionary
from warehouse.errors import PublishFailed
from warehouse.marts import MARTS_FOLDER, build_marts, read_marts


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "marts" / "checks").mkdir(parents=True)
    return tmp_path / "marts"


@pytest.fixture
def built(warehouse):
    build_marts(warehouse.cursor())
    return warehouse.cursor()


def write_mart(folder, name, query):
    (folder / f"{name}.sql").write_text(f"create or replace table mart.{name} as {query}")


def test_a_mart_is_built_after_those_it_reads(warehouse, folder):
    write_mart(folder, "ant", "select n + 1 as n from mart.bee")
    write_mart(folder, "bee", "select n + 1 as n from mart.cat -- and not mart.ant")
    write_mart(folder, "cat", "select 1 as n")
    assert [mart.name for mart in read_marts(folder)] == ["cat", "bee", "ant"]
    build_marts(warehouse.cursor(), folder)
    assert warehouse.cursor().execute("select n from mart.ant").fetchall() == [(3,)]


def test_a_mart_may_be_a_view(warehouse, folder):
    (folder / "wide.sql").write_text("create or replace view mart.wide as select 1 as n")
    build_marts(warehouse.cursor(), folder)
    assert warehouse.cursor().execute("select n from mart.wide").fetchall() == [(1,)]


def test_building_twice_gives_the_same_marts(warehouse, folder):
    write_mart(folder, "ant", "select 1 as n")
    build_marts(warehouse.cursor(), folder)
    build_marts(warehouse.cursor(), folder)
    assert warehouse.cursor().execute("select n from mart.ant").fetchall() == [(1,)]


def test_marts_that_read_each_other_are_named(folder):
    write_mart(folder, "ant", "select * from mart.bee")
    write_mart(folder, "bee", "select * from mart.ant")
    with pytest.raises(PublishFailed, match=r"in a circle: (ant -> bee -> ant|bee -> ant -> bee)"):
        read_marts(folder)


def test_a_mart_that_reads_one_without_a_file_is_named(folder):
    write_mart(folder, "ant", "select * from mart.aunt")
    with pytest.raises(PublishFailed, match=r"mart ant reads mart\.aunt, .*correct ant\.sql"):
        read_marts(folder)


def test_a_file_that_makes_another_relation_is_named(warehouse, folder):
    (folder / "ant.sql").write_text("create table mart.bee as select 1 as n")
    with pytest.raises(PublishFailed, match=r"mart ant reads mart\.bee"):
        build_marts(warehouse.cursor(), folder)
    (folder / "ant.sql").write_text("select 1 as n")
    with pytest.raises(PublishFailed, match=r"ant\.sql made no mart\.ant"):
        build_marts(warehouse.cursor(), folder)


def test_a_wrong_row_in_a_mart_stops_with_the_row(warehouse, folder):
    write_mart(folder, "ant", "select 7 as n")
    (folder / "checks" / "ants_are_few.sql").write_text(
        "-- severity: error\n-- There are too many ants.\nselect n from mart.ant where n > 5"
    )
    with pytest.raises(
        PublishFailed, match=r"ants_are_few found 1 wrong rows .* such as 7 \(There"
    ):
        build_marts(warehouse.cursor(), folder)


def test_each_mart_says_in_its_first_comment_what_a_row_is_and_what_it_answers():
    for mart in read_marts():
        comment = mart.sql[: mart.sql.index("create ")]
        assert comment.startswith("-- One row is "), mart.name
        assert "\n-- Question: " in comment, mart.name
        assert "Key: " in comment, mart.name


def test_every_mart_and_column_says_what_it_means(built):
    rows = [row for row in read_dictionary(built) if row.schema_name == "mart"]
    assert {row.table_name for row in rows} == {mart.name for mart in read_marts()}
    silent = [
        f"{row.table_name}.{row.column_name}"
        for row in rows
        if not row.table_meaning or not row.column_meaning
    ]
    assert silent == []


def test_marts_use_only_types_that_bi_tools_keep_and_names_of_their_own(built):
    plain = {"BIGINT", "INTEGER", "DOUBLE", "VARCHAR", "BOOLEAN", "DATE", "TIMESTAMP"}
    rows = read_dictionary(built)
    assert {row.column_type for row in rows if row.schema_name == "mart"} <= plain
    relations = {(row.schema_name, row.table_name) for row in rows}
    assert len(relations) == len({name for _, name in relations})


def test_every_check_of_a_mart_stops_the_publication():
    severities = {check.severity for check in read_checks(MARTS_FOLDER / "checks")}
    assert severities == {"error"}
