"""`dateline export superset`: an import bundle for Apache Superset.

In: a snapshot. Out: a zip file, whose path is said on stdout; what is in it on stderr.
"""

import sys
from pathlib import Path

from flows.display.terminal import count_of
from warehouse.bi.superset.export import write_bundle
from warehouse.folder import DataFolder


def export_superset(data: Path, snapshot: Path | None, out: Path) -> int:
    """Write the bundle.

    Args:
        snapshot: what Superset will open; None for the link to the current one.

    Raises:
        WarehouseMissing: there is no snapshot.
        ExportFailed: the bundle would not fit the snapshot, or could not be written.
    """
    opened = snapshot or DataFolder(data).current
    written = write_bundle(opened, out)
    print(out)
    print(
        f"{count_of(len(written.datasets), 'dataset')}, {count_of(len(written.charts), 'chart')}, "
        f"{count_of(len(written.dashboards), 'dashboard')}; Superset will read {opened.absolute()}",
        file=sys.stderr,
    )
    return 0
