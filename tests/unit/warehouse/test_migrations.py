"""The shape of a new database, and how an old one is brought to it."""

import duckdb
import pytest

from warehouse import connection as connection_module
from warehouse.connection import open_warehouse
from warehouse.dictionary import read_dictionary
from warehouse.errors import MigrationFailed, WarehouseNewer
from warehouse.migrate import build_database, find_pending, read_migrations


def test_every_table_and_column_says_what_it_means(warehouse):
    rows = read_dictionary(warehouse.cursor())
    assert len({row.table_name for row in rows}) > 30
    silent = [
        f"{row.schema_name}.{row.table_name}.{row.column_name}"
        for row in rows
        if not row.table_meaning or not row.column_meaning
    ]
    assert silent == []


def test_table_names_are_unique_across_schemas(warehouse):
    rows = read_dictionary(warehouse.cursor())
    names = {(row.schema_name, row.table_name) for row in rows}
    assert len(names) == len({table for _, table in names})


def test_core_and_ops_use_only_types_that_bi_tools_keep(warehouse):
    plain = {"BIGINT", "INTEGER", "DOUBLE", "VARCHAR", "BOOLEAN", "DATE", "TIMESTAMP"}
    assert {row.column_type for row in read_dictionary(warehouse.cursor())} <= plain


def test_the_only_key_is_the_article_id_and_indexes_are_few(warehouse):
    rows = (
        warehouse.cursor()
        .execute(
            "select table_name, constraint_column_names from duckdb_constraints()"
            " where constraint_type in ('PRIMARY KEY', 'FOREIGN KEY', 'UNIQUE')"
        )
        .fetchall()
    )
    assert rows == [("articles", ["article_id"])]
    indexes = warehouse.cursor().execute("select index_name from duckdb_indexes()").fetchall()
    assert sorted(indexes) == [
        ("article_fingerprints_by_key",),
        ("article_texts_by_key",),
        ("copy_runs_by_key",),
    ]


def test_names_follow_the_rules_of_the_contract(warehouse):
    suffixes = {
        "_key": {"BIGINT"},
        "_at": {"TIMESTAMP"},
        "_share": {"DOUBLE"},
        "_count": {"INTEGER", "BIGINT"},
        "_id": {"VARCHAR"},
    }
    for row in read_dictionary(warehouse.cursor()):
        if row.column_name.startswith("is_"):
            assert row.column_type == "BOOLEAN", row
        if row.column_name in ("process_id", "join_key"):
            continue
        for suffix, types in suffixes.items():
            if row.column_name.endswith(suffix):
                assert row.column_type in types, row


def test_long_texts_are_kept_in_zstd(warehouse):
    cursor = warehouse.cursor()
    cursor.execute(
        "insert into article_texts select range, repeat('word ' || range, 50), 'word '"
        " from range(5000)"
    ).fetchall()
    warehouse.checkpoint()
    kinds = cursor.execute(
        "select distinct compression from pragma_storage_info('article_texts')"
        " where column_name = 'raw_text' and segment_type = 'VARCHAR'"
    ).fetchall()
    assert kinds == [("ZSTD",)]
    tags = cursor.execute("select tags from duckdb_databases() where not internal").fetchall()
    assert tags[0][0]["storage_version"].startswith("v1.4.0")


def test_the_calendar_runs_from_1990_to_2035(warehouse):
    rows = (
        warehouse.cursor()
        .execute("select min(date_day)::varchar, max(date_day)::varchar, count(*) from calendar")
        .fetchall()
    )
    assert rows == [("1990-01-01", "2035-12-31", 16801)]
    leap_day = (
        warehouse.cursor()
        .execute(
            "select quarter, month_start::varchar, week_start::varchar, iso_week, iso_weekday,"
            " weekday_name, is_weekend from calendar where date_day = date '2024-02-29'"
        )
        .fetchall()
    )
    assert leap_day == [(1, "2024-02-01", "2024-02-26", 9, 4, "Thursday", False)]


def test_source_zero_is_unknown(warehouse):
    rows = warehouse.cursor().execute("select source_key, source_id from sources").fetchall()
    assert rows == [(0, "unknown")]


def test_opening_again_applies_nothing(warehouse, tmp_path):
    assert find_pending(warehouse.cursor(), read_migrations()) == {}


def test_a_new_migration_reaches_an_old_file(warehouse, now, monkeypatch):
    data = warehouse.folder.path
    warehouse.close()
    longer = {**read_migrations(), "9999_more.sql": "create table more (a integer);"}
    monkeypatch.setattr(connection_module, "read_migrations", lambda: longer)
    with open_warehouse(data, command="test", now=now) as opened:
        assert opened.cursor().execute("select * from more").fetchall() == []
        assert opened.cursor().execute("select count(*) from calendar").fetchall() == [(16801,)]


def test_d7_a_migration_that_fails_half_way_leaves_the_old_file_as_it_was(warehouse, now):
    database = warehouse.folder.database
    warehouse.close()
    before = database.read_bytes()
    with pytest.raises(MigrationFailed) as caught:
        build_database(
            database,
            {"9999_bad.sql": "create table half (a integer);\nselect * from nowhere;"},
            now,
        )
    assert "9999_bad.sql" in str(caught.value)
    assert "select * from nowhere" in str(caught.value)
    assert database.read_bytes() == before
    assert [path.name for path in database.parent.glob("*migrating*")] == []


def test_an_edited_migration_is_refused(warehouse):
    edited = {**read_migrations()}
    edited["0001_articles.sql"] += "\n-- a word more"
    with pytest.raises(MigrationFailed, match=r"0001_articles\.sql was edited"):
        find_pending(warehouse.cursor(), edited)


def test_a_file_with_unknown_migrations_is_from_a_newer_version(warehouse):
    fewer = read_migrations()
    fewer.pop("0006_flags.sql")
    with pytest.raises(WarehouseNewer, match=r"0006_flags\.sql"):
        find_pending(warehouse.cursor(), fewer)


def test_a_value_outside_a_closed_list_is_refused(warehouse):
    with pytest.raises(duckdb.ConstraintException):
        warehouse.cursor().execute(
            "insert into article_blocks values (1, 1, 'sidebar', 0, 1, null, null, null)"
        ).fetchall()
