"""What the disk must do for us: hold enough, and really hold it.

In: paths. Out: nothing, or NoSpace. It never frees space by itself.
"""

import os
import shutil
from pathlib import Path

from warehouse.errors import NoSpace


def see_on_disk(path: Path) -> None:
    """Return when a file, or the names in a folder, have reached the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def require_space(folder: Path, needed: int, purpose: str) -> None:
    """Raise NoSpace unless the disk of `folder` has `needed` bytes free.

    Args:
        purpose: what they are for, as in "a new snapshot".
    """
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise NoSpace(
            f"{purpose} needs {needed:,} bytes in {folder}, {free:,} are free",
            f"Free {needed - free:,} bytes, then run again; the last snapshot is still served.",
        )
