"""`dateline export`: the published snapshot as files for other tools.

In: the form (parquet, csv) and a folder. Out: a file a table with what its columns mean; the paths
on stdout, their number on stderr.
"""

import sys
from pathlib import Path

from flows.display.terminal import count_of
from warehouse.export import export_csv, export_parquet
from warehouse.query import open_snapshot

FORMS = {"parquet": export_parquet, "csv": export_csv}


def export(form: str, out: Path | None, data: Path) -> int:
    """Write every table and view of the snapshot.

    Args:
        form: parquet or csv.
        out: the folder; None for `export` in the data folder.

    Raises:
        WarehouseMissing: nothing was published yet.
        FolderUnusable: the folder cannot be written.
    """
    folder = out or data / "export"
    files = rows = 0
    with open_snapshot(data) as connection:
        for table in FORMS[form](connection, folder):
            print(table.path)
            files, rows = files + 1, rows + table.row_count
    print(f"{count_of(files, 'file')} in {folder}, {count_of(rows, 'row')}", file=sys.stderr)
    return 0
