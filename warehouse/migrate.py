"""Bring a database file to the present shape: make it, or apply the migrations it lacks.

In: the live file (the writer's lock is held) and the present moment. Out: the file in its newest
shape. It never changes a file in place: a new or migrated file is built beside it and renamed
over it when whole, so a failure leaves the old one untouched.

Migrations are `warehouse/migrations/NNNN_*.sql`, applied in order of name, all in one transaction.
The digest of each is stored; a migration that was edited after it was applied is refused.
"""

import hashlib
import shutil
from datetime import datetime
from pathlib import Path

import duckdb

from warehouse.disk import see_on_disk
from warehouse.errors import MigrationFailed, WarehouseNewer

MIGRATIONS_FOLDER = Path(__file__).parent / "migrations"

#: What BI tools can read, and enough to keep zstd columns: 1.5 ignores them without a version.
STORAGE_VERSION = "v1.4.0"


def read_migrations(folder: Path = MIGRATIONS_FOLDER) -> dict[str, str]:
    """The text of each migration by file name, in order."""
    return {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.sql"))}


def find_pending(
    connection: duckdb.DuckDBPyConnection | None, migrations: dict[str, str]
) -> dict[str, str]:
    """Those of `migrations` that the open file lacks; all of them when there is no file.

    Raises:
        MigrationFailed: one was edited after it was applied.
        WarehouseNewer: the file has migrations this program does not know.
    """
    applied = _read_applied(connection) if connection else {}
    unknown = sorted(set(applied) - set(migrations))
    if unknown:
        raise WarehouseNewer(
            f"the warehouse has migrations this version does not know: {', '.join(unknown)}",
            "Use the newer version, or make the warehouse again: `dateline rebuild`.",
        )
    for name, digest in applied.items():
        if _digest(migrations[name]) != digest:
            raise MigrationFailed(
                f"migration {name} was edited after it was applied",
                "Restore its text and write the change as a new migration.",
            )
    return {name: text for name, text in migrations.items() if name not in applied}


def build_database(database: Path, pending: dict[str, str], now: datetime) -> None:
    """Apply `pending` to a copy of `database` (or to a new file) and put the copy in its place.

    The file must be closed and its log empty.

    Raises:
        MigrationFailed: naming the migration and the statement; the old file is untouched.
        OSError: the copy could not be written.
    """
    building = database.with_name(f"{database.name}.migrating")
    _remove(building)
    try:
        if database.exists():
            shutil.copyfile(database, building)
        _apply(building, pending, now)
        see_on_disk(building)
        building.replace(database)
    finally:
        _remove(building)


def _read_applied(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Digest by name of the migrations the file has."""
    cursor = connection.cursor()
    has_table = cursor.execute(
        "select 1 from duckdb_tables() where schema_name = 'ops' and table_name = 'migrations'"
    ).fetchall()
    if not has_table:
        return {}
    return dict(cursor.execute("select name, sha256 from ops.migrations").fetchall())


def _apply(building: Path, pending: dict[str, str], now: datetime) -> None:
    quoted = str(building).replace("'", "''")
    with duckdb.connect() as connection:
        cursor = connection.cursor()
        cursor.execute(f"attach '{quoted}' as building (storage_version '{STORAGE_VERSION}')")
        cursor.execute("use building")
        cursor.execute("begin")
        for name, text in pending.items():
            for statement in cursor.extract_statements(text):
                try:
                    cursor.execute(statement).fetchall()
                except duckdb.Error as error:
                    raise MigrationFailed(
                        f"migration {name} failed, the warehouse is as it was: "
                        f"{_first_line(statement.query)}: {_first_line(str(error))}",
                        "Correct the migration and run again.",
                    ) from error
        for name, text in pending.items():
            cursor.execute(
                "insert into ops.migrations values (?, ?, ?)", [name, _digest(text), now]
            )
        cursor.execute("commit")
        cursor.execute("checkpoint building")
        cursor.execute("use memory")
        cursor.execute("detach building")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _first_line(text: str) -> str:
    """The first line of SQL or of a message that says something."""
    lines = (line.strip() for line in text.splitlines())
    return next((line for line in lines if line and not line.startswith("--")), "")


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.with_name(path.name + ".wal").unlink(missing_ok=True)
