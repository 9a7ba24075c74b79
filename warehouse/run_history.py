"""The history of runs, carried from one warehouse file to another.

In: a warehouse that is replaced. Out: the tables of `ops` that no archive can tell, as Parquet
files, and their rows in the new warehouse. What is computed from documents is left behind: the new
warehouse has its own. The file is read on a connection of its own, so that a damaged one spoils
nothing; its history comes along whole or not at all.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.connection import CONNECTION_SETTINGS, Warehouse, explain_open_error
from warehouse.errors import WarehouseBusy, WarehouseDamaged, WarehouseNewer
from warehouse.folder import DataFolder
from warehouse.publish import list_snapshots
from warehouse.replace import column_names

#: Tables of ops that tell what was done and when. Numbers once given to entities and publishers
#: are among them: dashboards may hold them.
HISTORY_TABLES = frozenset(
    {
        "host_holds",
        "inputs",
        "load_packages",
        "moves",
        "named_pages",
        "polls",
        "robots",
        "rollbacks",
        "run_checks",
        "run_steps",
        "runs",
        "snapshots",
        "source_schedules",
        "surrogate_keys",
        "windows",
    }
)

#: Tables of ops that a new warehouse fills by itself.
DERIVED_TABLES = frozenset(
    {
        "article_words",
        "copy_pairs",
        "copy_runs",
        "fingerprint_bands",
        "migrations",
        "observations",
        "words",
    }
)

#: Beside the history: the documents that the former file knew, to see that none is lost.
_KNOWN_DOCUMENTS = "documents.parquet"


@dataclass(frozen=True, slots=True)
class Former:
    """The live file as a rebuild finds it.

    state: missing, sound, damaged, or newer (than this program can read); fault: why it cannot be
    read; history_from: the file whose history comes along: itself, else the newest snapshot that
    can be read; None without any.
    """

    state: str
    fault: str | None = None
    history_from: Path | None = None


def save_history(folder: DataFolder, target: Path) -> Former:
    """Write the history of the live file, or of the newest snapshot, to the folder `target`.

    A sound file is closed with an empty log.

    Raises:
        WarehouseBusy: another program has the live file open.
        NoSpace, FolderUnusable: the history cannot be written, or the live file not be opened.
    """
    state, fault = "missing", None
    if folder.database.exists():
        try:
            _export(folder.database, target, is_live=True)
            return Former("sound", None, folder.database)
        except (WarehouseDamaged, WarehouseNewer) as error:
            state = "newer" if isinstance(error, WarehouseNewer) else "damaged"
            fault = error.message
    for snapshot_id in reversed(list_snapshots(folder.path)):
        snapshot = folder.snapshots / f"{snapshot_id}.duckdb"
        try:
            _export(snapshot, target, is_live=False)
            return Former(state, fault, snapshot)
        except (WarehouseBusy, WarehouseDamaged, WarehouseNewer):
            continue  # an older one may do
    return Former(state, fault)


def restore_history(warehouse: Warehouse, source: Path) -> None:
    """Fill the history of a new warehouse from what `save_history` wrote.

    Columns that the former file did not have are filled with their defaults.
    """
    cursor = warehouse.cursor()
    cursor.execute("begin").fetchall()
    for name in sorted(HISTORY_TABLES):
        table, path = f"ops.{name}", source / f"{name}.parquet"
        if not path.exists():
            continue  # an older version did not keep it
        own = set(column_names(cursor, table))
        cursor.execute("select * from read_parquet(?) limit 0", [str(path)]).fetchall()
        names = ", ".join(column[0] for column in cursor.description if column[0] in own)
        cursor.execute(f"delete from {table}").fetchall()
        cursor.execute(
            f"insert into {table} by name select {names} from read_parquet(?)", [str(path)]
        ).fetchall()
    cursor.execute("commit").fetchall()


def lost_documents(warehouse: Warehouse, source: Path) -> tuple[int, list[str]]:
    """How many documents the former file knew and the new one has not, and their archive files."""
    path = source / _KNOWN_DOCUMENTS
    if not path.exists():
        return 0, []
    rows = (
        warehouse.cursor()
        .execute(
            """
        select archive_file, count(*)
        from read_parquet(?)
        where document_id not in (select document_id from documents)
        group by archive_file
        order by archive_file
        """,
            [str(path)],
        )
        .fetchall()
    )
    return sum(count for _, count in rows), [archive_file for archive_file, _ in rows]


def _export(database: Path, target: Path, *, is_live: bool) -> None:
    """Write the history of one file; all of it or an error and none."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    try:
        config = CONNECTION_SETTINGS
        with duckdb.connect(str(database), read_only=not is_live, config=config) as connection:
            cursor = connection.cursor()
            for table in _tables_there(cursor):
                _copy_out(cursor, f"from ops.{table}", target / f"{table}.parquet")
            documents = "select document_id, archive_file from documents"
            _copy_out(cursor, documents, target / _KNOWN_DOCUMENTS)
            if is_live:
                cursor.execute("checkpoint").fetchall()
    except duckdb.Error as error:
        shutil.rmtree(target, ignore_errors=True)
        raise explain_open_error(error, database) from error


def _copy_out(cursor: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    quoted = str(path).replace("'", "''")
    cursor.execute(f"copy ({query}) to '{quoted}' (format parquet)").fetchall()


def _tables_there(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    rows = cursor.execute(
        "select table_name from duckdb_tables() where schema_name = 'ops' order by table_name"
    ).fetchall()
    return [name for (name,) in rows if name in HISTORY_TABLES]
