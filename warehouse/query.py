"""Ask the published snapshot: ad-hoc SQL, and named example queries.

In: SQL and its parameters. Out: columns and rows. It never reads the live file, never writes, and
lets no query read or write another file.

A named query is a file in `warehouse/queries/`. Its first comment line is its title; the second,
if any, is `-- parameters: name, other = default`, for $1, $2, ... in order.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.connection import open_reader
from warehouse.errors import QueryFailed, QueryTimedOut, WarehouseMissing
from warehouse.folder import DataFolder
from warehouse.full_text import has_full_text, open_full_text

QUERIES_FOLDER = Path(__file__).parent / "queries"


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """An example query. Parameters are (name, default); a default of None must be given."""

    query_name: str
    title: str
    parameters: tuple[tuple[str, str | None], ...]
    sql: str


@dataclass(frozen=True, slots=True)
class QueryResult:
    """What a query returns: names of columns, their DuckDB types, rows."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: tuple[tuple, ...]


def list_queries(folder: Path = QUERIES_FOLDER) -> list[NamedQuery]:
    """All named queries, in order of name."""
    return [_read_query(path) for path in sorted(folder.glob("*.sql"))]


def find_query(query_name: str, folder: Path = QUERIES_FOLDER) -> NamedQuery:
    """The query of a name.

    Raises:
        QueryFailed: there is none.
    """
    queries = {query.query_name: query for query in list_queries(folder)}
    if query_name not in queries:
        raise QueryFailed(
            f"there is no query @{query_name}",
            f"Known: {', '.join('@' + name for name in queries)}.",
        )
    return queries[query_name]


def open_snapshot(data: Path) -> duckdb.DuckDBPyConnection:
    """The current snapshot, read-only.

    Raises:
        WarehouseMissing: nothing was published yet, or the published file is gone.
    """
    current = DataFolder(data).current
    if not current.exists():
        gone = f": {current.readlink()} is gone" if current.is_symlink() else ""
        raise WarehouseMissing(
            f"there is no snapshot in {data}{gone}",
            "Make one with `dateline publish`." if gone else "Make one with `dateline run`.",
        )
    connection = open_reader(current)
    if not has_full_text(connection):
        return connection
    connection.close()
    return open_full_text(current)


def run_query(
    connection: duckdb.DuckDBPyConnection,
    sql: str,
    parameters: Sequence[object] = (),
    *,
    timeout: float | None = None,
) -> QueryResult:
    """Run one query.

    Args:
        timeout: seconds it may take; None for any.

    Raises:
        QueryFailed: the SQL is wrong, wants to write, or lacks a parameter.
        QueryTimedOut: it took longer than `timeout`.
    """
    cursor = connection.cursor()
    alarm = threading.Timer(timeout, cursor.interrupt) if timeout else None
    if alarm:
        alarm.start()
    try:
        cursor.execute(sql, list(parameters))
        rows = cursor.fetchall()
        described = cursor.description or []
    except duckdb.InterruptException as error:
        if timeout is None:
            raise QueryFailed("the query was interrupted") from error
        raise QueryTimedOut(
            f"the query took longer than {timeout:g} s", "Narrow it, or allow it more time."
        ) from error
    except duckdb.Error as error:
        raise QueryFailed(str(error)) from error
    finally:
        if alarm:
            alarm.cancel()
    return QueryResult(
        tuple(column[0] for column in described),
        tuple(str(column[1]) for column in described),
        tuple(rows),
    )


def run_named_query(
    connection: duckdb.DuckDBPyConnection,
    query_name: str,
    arguments: Sequence[str] = (),
    *,
    timeout: float | None = None,
    folder: Path = QUERIES_FOLDER,
) -> QueryResult:
    """Run a named query with the arguments given, and defaults for the rest.

    Raises:
        QueryFailed: no such query, too many arguments, one is missing, or the snapshot is older
            than the query.
    """
    query = find_query(query_name, folder)
    usage = " ".join(
        f"[{name}]" if default is not None else name.upper() for name, default in query.parameters
    )
    if len(arguments) > len(query.parameters):
        raise QueryFailed(
            f"@{query_name} takes {len(query.parameters)} arguments, {len(arguments)} were given",
            f"Use: @{query_name} {usage}".rstrip(),
        )
    defaults = [default for _, default in query.parameters[len(arguments) :]]
    missing = [name for name, default in query.parameters[len(arguments) :] if default is None]
    if missing:
        raise QueryFailed(
            f"@{query_name} needs {', '.join(missing)}", f"Use: @{query_name} {usage}"
        )
    try:
        return run_query(connection, query.sql, [*arguments, *defaults], timeout=timeout)
    except QueryFailed as error:
        if not isinstance(error.__cause__, duckdb.CatalogException):
            raise
        raise QueryFailed(
            f"the snapshot lacks what @{query_name} reads: {str(error.__cause__).splitlines()[0]}",
            "An older version published it; make a new one with `dateline publish`.",
        ) from error


def _read_query(path: Path) -> NamedQuery:
    sql = path.read_text("utf-8")
    lines = [line.removeprefix("--").strip() for line in sql.splitlines() if line.startswith("--")]
    title = lines[0] if lines else path.stem
    declared = next((line for line in lines[1:] if line.startswith("parameters:")), "parameters:")
    parameters = []
    for word in declared.removeprefix("parameters:").split(","):
        name, has_default, default = (part.strip() for part in word.partition("="))
        if name:
            parameters.append((name, default if has_default else None))
    return NamedQuery(path.stem, title, tuple(parameters), sql)
