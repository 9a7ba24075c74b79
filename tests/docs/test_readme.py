"""The README says what is so: tables, commands, named queries and promises exist."""

import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from warehouse.marts import read_marts
from warehouse.query import list_queries

PROJECT = Path(__file__).parents[2]
README = (PROJECT / "README.md").read_text("utf-8")
#: Cases that a test of `tests/faults` reads; their names begin with the id of the fault.
PAGE_CASES = PROJECT / "tests" / "cases" / "pages"
TEST_NAME = re.compile(r"^def test_([a-z]\d+)(?:_([a-z]\d+))?_", re.MULTILINE)


def section(title: str) -> str:
    """The text of one section of the README."""
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def first_cells(text: str) -> list[str]:
    """The first cell of each row of a table, back quotes off."""
    rows = re.findall(r"^\| *`?([^|`]+?)`? *\|", text, re.MULTILINE)
    return [row for row in rows if not set(row) <= set("-: ")][1:]


def test_the_table_of_tables_is_the_catalogue(tmp_path):
    path = tmp_path / "empty.duckdb"
    build_empty(path)
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'main'"
        ).fetchall()
    assert sorted(first_cells(section("The tables"))) == sorted(name for (name,) in rows)


def test_the_table_of_marts_is_the_folder():
    rows = re.findall(r"^\| (`[^|]+) \|", section("The marts"), re.MULTILINE)
    told = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(told) == sorted(mart.name for mart in read_marts())


def build_empty(path: Path) -> None:
    """A warehouse without a row."""
    from datetime import datetime

    from warehouse.connection import open_warehouse

    with open_warehouse(path.parent / "data", command="test", now=datetime(2024, 1, 1)) as opened:
        opened.checkpoint()
        opened.copy_file(path)


def test_every_command_shown_exists():
    shown = set(re.findall(r"^\$ dateline ([a-z-]+)", README, re.MULTILINE))
    shown |= set(re.findall(r"`dateline ([a-z-]+)", README))
    offered = subprocess.run(
        [sys.executable, "-m", "flows.cli", "--help"], capture_output=True, text=True, check=True
    ).stdout
    assert shown
    assert {command for command in shown if f"  {command} " not in offered} == set()


def test_every_named_query_shown_exists():
    shown = set(re.findall(r"dateline sql @([a-z-]+)", README))
    assert shown
    assert shown <= {query.query_name for query in list_queries()}


def test_the_promises_are_those_that_have_tests():
    sources = [p for p in (PROJECT / "tests").rglob("test_*.py") if p != Path(__file__)]
    tested = {
        fault_id.upper()
        for path in sources
        for match in TEST_NAME.finditer(path.read_text("utf-8"))
        for fault_id in match.groups()
        if fault_id
    }
    tested |= {path.stem.split("-")[0].upper() for path in PAGE_CASES.glob("*.case")}
    promised = set(first_cells(section("What it survives")))
    assert promised - tested == set()


@pytest.mark.parametrize("file", re.findall(r"`(tests/[\w/.]+)`", README))
def test_every_test_file_named_exists(file):
    assert (PROJECT / file).exists()
