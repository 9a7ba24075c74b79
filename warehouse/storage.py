"""In which form a database file is stored, which tells what programs can read it.

In: the path of a file that nobody writes. Out: its storage version. Reads only.
"""

from pathlib import Path

from warehouse.connection import open_reader


def read_storage_version(path: Path) -> str:
    """Storage version of a file as DuckDB names it, such as `v1.4.0+`; `unknown` when it is silent.

    Raises:
        WarehouseBusy, WarehouseDamaged, WarehouseNewer: the file cannot be opened.
    """
    with open_reader(path) as connection:
        rows = (
            connection.cursor()
            .execute("select tags['storage_version'] from duckdb_databases() where not internal")
            .fetchall()
        )
    return str(rows[0][0]) if rows and rows[0][0] else "unknown"
