"""`dateline export KIND`: files for other tools, made from the published snapshot.

In: a snapshot. Out: one file or folder of the kind, whose path is said on stdout. Each kind has its
own room in `warehouse/`; here is what the command line needs of it.
"""

import sys
from pathlib import Path

from flows.terminal import count_of
from warehouse.bi.superset.export import export_superset
from warehouse.folder import DataFolder


def superset(data: Path, snapshot: Path | None, out: Path) -> int:
    """Write an import bundle for Apache Superset.

    Args:
        snapshot: what Superset will open; None for the link to the current one.

    Raises:
        WarehouseMissing: there is no snapshot.
        ExportFailed: the bundle would not fit the snapshot, or could not be written.
    """
    opened = snapshot or DataFolder(data).current
    written = export_superset(opened, out)
    print(out)
    print(
        f"{count_of(len(written.datasets), 'dataset')}, {count_of(len(written.charts), 'chart')}, "
        f"{count_of(len(written.dashboards), 'dashboard')}; Superset will read {opened.absolute()}",
        file=sys.stderr,
    )
    return 0
