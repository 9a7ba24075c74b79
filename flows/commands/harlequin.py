"""`dateline sql --ui`: the published snapshot in Harlequin, a SQL editor for the terminal.

In: the data folder. Out: the exit code of Harlequin, which opens the snapshot read-only. Harlequin
is no dependency of ours; without it the error says how to get it.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from tasks.errors import ConfigurationFault
from warehouse.query import open_snapshot

PROGRAM = "harlequin"


def open_harlequin(data: Path) -> int:
    """Open the snapshot and return when it is closed.

    Raises:
        WarehouseMissing: nothing was published yet.
        ConfigurationFault: Harlequin is not installed.
    """
    open_snapshot(data).close()  # its error says more than Harlequin would
    beside_us = Path(sys.executable).with_name(PROGRAM)
    program = str(beside_us) if beside_us.exists() else shutil.which(PROGRAM)
    if program is None:
        raise ConfigurationFault(
            f"Harlequin is not installed: `{sys.executable} -m pip install harlequin`, "
            "or use the prompt of `dateline sql`"
        )
    return subprocess.call([program, "--read-only", str((data / "current.duckdb").resolve())])
