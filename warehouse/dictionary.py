"""The data dictionary, from the comments that the database itself carries.

In: a connection to any Dateline database, or none. Out: one row per column. It never adds a word
of its own: what is not commented has an empty meaning, and a test fails on it.
"""

import tempfile
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import duckdb

from warehouse.connection import CONNECTION_SETTINGS
from warehouse.marts import WRITERS_TABLES, build_marts
from warehouse.migrate import build_database, read_migrations


class DictionaryRow(NamedTuple):
    """One column of one table or view, with what both mean."""

    schema_name: str
    table_name: str
    table_meaning: str
    column_name: str
    column_type: str
    column_meaning: str


class Macro(NamedTuple):
    """One macro of a snapshot: its name, its parameters, what it gives."""

    name: str
    parameters: tuple[str, ...]
    meaning: str

    @property
    def call(self) -> str:
        """How it is called: `timeline(name)`."""
        return f"{self.name}({', '.join(self.parameters)})"


class Dictionary(NamedTuple):
    """What a database says of itself."""

    rows: list[DictionaryRow]
    macros: list[Macro]


def read_dictionary(
    connection: duckdb.DuckDBPyConnection, table_name: str | None = None
) -> list[DictionaryRow]:
    """All columns, core tables first, columns in the order of their table. What DuckDB keeps for a
    full-text index is its own and left out.

    Args:
        table_name: only this table or view.
    """
    rows = (
        connection.cursor()
        .execute(
            """
            with relations as (
                select schema_name, table_name, comment from duckdb_tables()
                where not internal and not temporary
                union all
                select schema_name, view_name, comment from duckdb_views()
                where not internal and not temporary
            )
            select
                columns.schema_name,
                columns.table_name,
                coalesce(relations.comment, ''),
                columns.column_name,
                columns.data_type,
                coalesce(columns.comment, '')
            from duckdb_columns() as columns
            inner join relations
                on relations.schema_name = columns.schema_name
                and relations.table_name = columns.table_name
            where columns.database_name = current_database()
                and not starts_with(columns.schema_name, 'fts_main_')
                and ($table_name is null or columns.table_name = $table_name)
            order by
                list_position(['main', 'mart', 'ops'], columns.schema_name),
                columns.table_name,
                columns.column_index
            """,
            {"table_name": table_name},
        )
        .fetchall()
    )
    return [DictionaryRow(*row) for row in rows]


def read_macros(connection: duckdb.DuckDBPyConnection) -> list[Macro]:
    """All macros, in order of name; one of a schema other than `main` has it in its name."""
    rows = (
        connection.cursor()
        .execute(
            """
            select
                case when schema_name = 'main' then '' else schema_name || '.' end || function_name,
                parameters,
                coalesce(comment, '')
            from duckdb_functions()
            where not internal
                and database_name = current_database()
                and not starts_with(schema_name, 'fts_main_')
                and function_type in ('macro', 'table_macro')
            order by 1
            """
        )
        .fetchall()
    )
    return [Macro(name, tuple(parameters), meaning) for name, parameters, meaning in rows]


def read_empty_dictionary(now: datetime) -> Dictionary:
    """Columns and macros of a snapshot without a row, as the migrations and the marts make it.

    Args:
        now: the present moment, UTC.
    """
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        empty = Path(folder) / "empty.duckdb"
        build_database(empty, read_migrations(), now)
        with duckdb.connect(str(empty), config=CONNECTION_SETTINGS) as connection:
            build_marts(connection, dropped=WRITERS_TABLES)
            return Dictionary(read_dictionary(connection), read_macros(connection))
