"""What others rely on is there: the relations of a published snapshot with their columns, and the
commands with their options. The lists are `tests/cases/contract/`.
"""

import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from typer.main import get_command

from flows.cli import app
from warehouse.connection import open_reader, open_warehouse
from warehouse.publish import publish

CASES = Path(__file__).parents[1] / "cases" / "contract"
RELATIONS = tomllib.loads((CASES / "relations.toml").read_text("utf-8"))
COMMANDS = tomllib.loads((CASES / "commands.toml").read_text("utf-8"))

#: Types that BI tools lose or show wrong.
LOST_TYPES = ("ENUM", "STRUCT", "MAP", "UNION", "JSON", "HUGEINT", "TIMESTAMP WITH TIME ZONE")

#: What the end of a column's name says about its type.
TYPES_BY_ENDING = {"_at": "TIMESTAMP", "_id": "VARCHAR", "_share": "DOUBLE", "_day": "DATE"}


@pytest.fixture(scope="module")
def columns(tmp_path_factory) -> dict[tuple[str, str], dict[str, str]]:
    """The types of the columns of each relation (schema, name) of a published snapshot."""
    data, now = tmp_path_factory.mktemp("contract"), datetime(2026, 3, 1)
    with open_warehouse(data, command="test", now=now) as warehouse:
        publish(warehouse, now=now)
    with open_reader(data / "current.duckdb") as snapshot:
        rows = snapshot.cursor().execute(
            "select schema_name, table_name, column_name, data_type from duckdb_columns()"
            " where database_name = current_database() and not internal"
        )
        found: dict[tuple[str, str], dict[str, str]] = {}
        for schema, relation, column, type_name in rows.fetchall():
            found.setdefault((schema, relation), {})[column] = type_name
    return found


@pytest.mark.parametrize(
    ("schema", "relation"),
    [(schema, name) for schema in ("main", "ops") for name in RELATIONS[schema]],
)
def test_a_relation_has_the_columns_that_others_rely_on(columns, schema, relation):
    relied_on = RELATIONS[schema][relation].split()
    assert set(relied_on) - set(columns.get((schema, relation), {})) == set()


def test_a_snapshot_has_the_marts_that_others_rely_on(columns):
    marts = {relation for schema, relation in columns if schema == "mart"}
    assert set(RELATIONS["mart"]["relations"].split()) - marts == set()


def test_no_column_of_core_or_marts_has_a_type_that_other_tools_lose(columns):
    lost = [
        (relation, column, type_name)
        for (schema, relation), named in columns.items()
        for column, type_name in named.items()
        if schema in ("main", "mart")
        and (type_name.startswith(LOST_TYPES) or type_name.endswith("]"))
    ]
    assert lost == []


def test_the_name_of_a_column_says_its_type(columns):
    odd = [
        (relation, column, type_name)
        for (schema, relation), named in columns.items()
        for column, type_name in named.items()
        if schema in ("main", "mart")
        and (
            any(column.endswith(end) and type_name != kind for end, kind in TYPES_BY_ENDING.items())
            or (column.startswith("is_") and type_name != "BOOLEAN")
        )
    ]
    assert odd == []


def test_no_two_schemas_have_a_relation_of_one_name(columns):
    names = [relation for _, relation in columns]
    assert sorted(names) == sorted(set(names))


def commands(group: object, words: tuple[str, ...] = ()) -> Iterator[tuple[str, set[str]]]:
    """(words, options) of each command of the command line."""
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, (*words, name))
    if not hasattr(group, "commands"):
        yield " ".join(words), {text for option in group.params for text in option.opts}


@pytest.mark.parametrize("words", COMMANDS)
def test_a_command_has_the_options_that_scripts_rely_on(words):
    offered = dict(commands(get_command(app)))
    assert words in offered
    assert set(COMMANDS[words].split()) - offered[words] == set()
