"""Export the published snapshot for other tools: one file a table, with what each column means.

In: an open snapshot and a folder. Out: Parquet files that carry their comments as metadata, or CSV
files with one `datapackage.json` beside them (the Frictionless standard for described tables).
A file is written beside its name and renamed when whole; files of other names are left alone.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import duckdb

from warehouse.dictionary import DictionaryRow, read_dictionary
from warehouse.errors import FolderUnusable

#: Rows that are in memory at once; texts are long.
BATCH_ROWS = 10_000

#: Types of Frictionless table schemas.
FIELD_TYPES = {
    "BIGINT": "integer",
    "INTEGER": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "VARCHAR": "string",
}

PACKAGE_FILE = "datapackage.json"


class ExportedTable(NamedTuple):
    """One file that was written."""

    table_name: str
    path: Path
    row_count: int


def export_parquet(connection: duckdb.DuckDBPyConnection, folder: Path) -> Iterator[ExportedTable]:
    """Write every table and view to `folder` as `<name>.parquet`; tell of each when it is there.

    The comment of the table is the value `comment` of the file's metadata, that of a column the
    value `comment.<column>`; Arrow readers also find it as metadata of the field.

    Raises:
        FolderUnusable: the folder or a file in it cannot be written.
    """
    import pyarrow as pa
    from pyarrow import parquet

    for columns in _tables(connection):
        meanings = {row.column_name: row.column_meaning for row in columns}
        reader = _open_table(connection, columns[0])
        fields = [field.with_metadata({"comment": meanings[field.name]}) for field in reader.schema]
        comments = {f"comment.{name}": meaning for name, meaning in meanings.items()}
        schema = pa.schema(fields, {"comment": columns[0].table_meaning, **comments})
        path = folder / f"{columns[0].table_name}.parquet"
        with (
            _written_whole(path) as partial,
            parquet.ParquetWriter(partial, schema, compression="zstd") as writer,
        ):
            row_count = 0
            for batch in reader:
                writer.write_batch(pa.record_batch(batch.columns, schema=schema))
                row_count += batch.num_rows
        yield ExportedTable(columns[0].table_name, path, row_count)


def export_csv(connection: duckdb.DuckDBPyConnection, folder: Path) -> Iterator[ExportedTable]:
    """Write every table and view to `folder` as `<name>.csv`; tell of each when it is there.

    Files are UTF-8 with a header; an empty field is null, an empty text is `""`.

    Raises:
        FolderUnusable: the folder or a file in it cannot be written.
    """
    from pyarrow import csv

    tables = _tables(connection)
    for columns in tables:
        reader = _open_table(connection, columns[0])
        path = folder / f"{columns[0].table_name}.csv"
        row_count = 0
        with _written_whole(path) as partial, csv.CSVWriter(partial, reader.schema) as writer:
            for batch in reader:
                writer.write_batch(batch)
                row_count += batch.num_rows
        yield ExportedTable(columns[0].table_name, path, row_count)
    with _written_whole(folder / PACKAGE_FILE) as partial:
        package = {"name": "dateline", "resources": [_describe(columns) for columns in tables]}
        partial.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", "utf-8")


@contextmanager
def _written_whole(path: Path) -> Iterator[Path]:
    """A name beside `path` to write to; the file is renamed to `path` when it is whole."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield partial
        partial.replace(path)
    except OSError as error:
        raise FolderUnusable(
            f"{path} cannot be written: {error.strerror or error}",
            "Free some space, or name another folder with --out.",
        ) from error
    finally:
        with suppress(OSError):  # what could not be written need not be there to remove
            partial.unlink()


def _tables(connection: duckdb.DuckDBPyConnection) -> list[list[DictionaryRow]]:
    """The columns of each table and view; names of tables are unique across schemas."""
    rows = read_dictionary(connection)
    return [list(group) for _, group in groupby(rows, lambda row: row.table_name)]


def _open_table(connection: duckdb.DuckDBPyConnection, table: DictionaryRow):
    """Its rows as an Arrow stream."""
    relation = connection.sql(f'from "{table.schema_name}"."{table.table_name}"')
    return relation.to_arrow_reader(BATCH_ROWS)


def _describe(columns: list[DictionaryRow]) -> dict:
    """A table as a Frictionless resource."""
    name = columns[0].table_name
    return {
        "name": name,
        "path": f"{name}.csv",
        "description": columns[0].table_meaning,
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {
                    "name": row.column_name,
                    "type": FIELD_TYPES.get(row.column_type, "any"),
                    "description": row.column_meaning,
                }
                for row in columns
            ],
            "missingValues": [""],
        },
    }
