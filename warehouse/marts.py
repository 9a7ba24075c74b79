"""Marts: tables and views for dashboards, built in each snapshot from the tables of the warehouse.

In: the files in `warehouse/marts/` and a connection to the copy that becomes a snapshot. Out: the
relations of schema `mart` in it. It never touches the live file, and stops at the first fault.

A mart is one file, named like the relation that it makes. Its first comment says what a row is,
which columns are the key, and which question it answers; it ends with `comment on` the relation
and each column. It may read another mart as `mart.name`, which is then built before it. What must
hold in it is a check in `warehouse/marts/checks/`, of severity error: the tables it is made of were
checked before, so a wrong row is a fault of the mart and stops the publication.

A macro is one file in `warehouse/marts/macros/`, named like it, with its comment. Those that give a
value are made before the marts, which may use them; those that give a table are made after them.
"""

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import duckdb

from warehouse.checks import evaluate_checks
from warehouse.errors import PublishFailed

MARTS_FOLDER = Path(__file__).parent / "marts"

#: Indexes of the writer, which no reader asks and a snapshot does not keep: a sixth of the file.
WRITERS_TABLES = (
    "ops.fingerprint_bands",
    "ops.copy_pairs",
    "ops.copy_runs",
    "ops.article_words",
    "ops.words",
)

#: Where the name of a mart is only spoken of.
_PROSE = re.compile(r"--[^\n]*|'[^']*'")
_READ = re.compile(r"\bmart\.(\w+)")
_TABLE_MACRO = re.compile(r"\bas table\b")

_HINT = "The last snapshot is still served; correct {file}, then `dateline publish`."


@dataclass(frozen=True, slots=True)
class Mart:
    """One mart: its relation in schema `mart`, its SQL, the other marts that it reads."""

    name: str
    sql: str
    reads: frozenset[str]


def read_marts(folder: Path = MARTS_FOLDER) -> list[Mart]:
    """All marts, each after those that it reads, else in order of name.

    Raises:
        PublishFailed: two marts read each other, or one reads a mart that has no file.
    """
    marts = {path.stem: _read_mart(path) for path in sorted(folder.glob("*.sql"))}
    for mart in marts.values():
        unknown = sorted(mart.reads - marts.keys())
        if unknown:
            raise PublishFailed(
                f"mart {mart.name} reads mart.{unknown[0]}, which no file of {folder} makes",
                _HINT.format(file=f"{mart.name}.sql"),
            )
    sorter = TopologicalSorter({mart.name: sorted(mart.reads) for mart in marts.values()})
    try:
        return [marts[name] for name in sorter.static_order()]
    except CycleError as error:
        circle = " -> ".join(error.args[1])
        raise PublishFailed(
            f"marts read each other in a circle: {circle}", _HINT.format(file="one of them")
        ) from error


def build_marts(
    connection: duckdb.DuckDBPyConnection,
    folder: Path = MARTS_FOLDER,
    *,
    dropped: Collection[str] = (),
) -> None:
    """Build all marts of `folder` in an open database, then look for wrong rows in them.

    Args:
        dropped: tables that readers do not need. Those that no mart reads go at once, and marts
            that read the others are built first: what they took of the file is used again.

    Raises:
        PublishFailed: naming the mart or the check that failed, and why.
    """
    cursor = connection.cursor()
    of_values, of_tables = _read_macros(folder)
    for name, sql in of_values.items():
        run_file(cursor, "macro", name, sql)
    marts = sorted(read_marts(folder), key=lambda mart: not _mentions(mart.sql, dropped))
    for number, mart in enumerate(marts):
        dropped = _drop_unread(cursor, dropped, marts[number:])
        run_file(cursor, "mart", mart.name, mart.sql)
    for name in {mart.name for mart in marts} - _relations(cursor):
        file = f"{name}.sql"
        raise PublishFailed(f"{file} made no mart.{name}", _HINT.format(file=file))
    _drop_unread(cursor, dropped, [])
    for name, sql in of_tables.items():
        run_file(cursor, "macro", name, sql)
    for result in evaluate_checks(connection, folder / "checks"):
        if result.status == "failed":
            raise PublishFailed(
                f"check {result.check_name} found {result.wrong_count:,} wrong rows in the marts, "
                f"such as {result.sample} ({result.meaning})",
                _HINT.format(file="the mart"),
            )


def _mentions(sql: str, tables: Collection[str]) -> bool:
    return any(re.search(rf"\b{re.escape(table)}\b", _PROSE.sub("", sql)) for table in tables)


def _drop_unread(
    cursor: duckdb.DuckDBPyConnection, tables: Collection[str], to_come: list[Mart]
) -> list[str]:
    """Drop those of `tables` that no mart to come reads; return the others."""
    read = [table for table in tables if any(_mentions(mart.sql, [table]) for mart in to_come)]
    unread = [table for table in tables if table not in read]
    for table in unread:
        cursor.execute(f"drop table {table}").fetchall()
    if unread:
        cursor.execute("checkpoint").fetchall()  # which gives their blocks back
    return read


def _read_macros(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """SQL by name of the macros that give a value, and of those that give a table."""
    of_values: dict[str, str] = {}
    of_tables: dict[str, str] = {}
    for path in sorted((folder / "macros").glob("*.sql")):
        sql = path.read_text("utf-8")
        (of_tables if _TABLE_MACRO.search(sql) else of_values)[path.stem] = sql
    return of_values, of_tables


def digest_marts(folder: Path = MARTS_FOLDER) -> str:
    """Digest of the files that make marts and macros: 16 hex digits, another when one changes."""
    digest = hashlib.sha256()
    for path in (*sorted(folder.glob("*.sql")), *sorted((folder / "macros").glob("*.sql"))):
        digest.update(f"{path.name}\0{path.read_text('utf-8')}\0".encode())
    return digest.hexdigest()[:16]


def run_file(cursor: duckdb.DuckDBPyConnection, kind: str, name: str, sql: str) -> None:
    """Run the SQL of one mart or macro; `kind` is which of the two it is.

    In one transaction: a mart has ten comments, and each would be brought to the disk alone.

    Raises:
        PublishFailed: naming it, and what DuckDB says.
    """
    try:
        cursor.execute(f"begin;\n{sql}\n;commit").fetchall()
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise PublishFailed(
            f"{kind} {name} failed: {reason}", _HINT.format(file=f"{name}.sql")
        ) from error


def _read_mart(path: Path) -> Mart:
    sql = path.read_text("utf-8")
    reads = set(_READ.findall(_PROSE.sub("", sql))) - {path.stem}
    return Mart(path.stem, sql, frozenset(reads))


def _relations(cursor: duckdb.DuckDBPyConnection) -> set[str]:
    """Names of the tables and views in schema `mart`."""
    rows = cursor.execute(
        "select table_name from information_schema.tables where table_schema = 'mart'"
    ).fetchall()
    return {name for (name,) in rows}
