"""Put a newly made warehouse file in the place of the live one, and keep the former file.

In: a data folder whose lock is held, with a whole, closed warehouse in its `rebuild/`. Out: the new
file under the live name, the former one under a name that says what it was and when. At every
moment the live name stands for a whole file: killed before the swap, the former one is in force;
after it, the new one. It never removes a file of the user's.
"""

import os
import shutil
from datetime import datetime
from pathlib import Path

from config.crash import crash_point
from warehouse.disk import see_on_disk
from warehouse.errors import NoSpace
from warehouse.folder import DataFolder


def replace_live_file(folder: DataFolder, word: str, now: datetime) -> Path | None:
    """Swap the new file in; return the former one under its new name, or None without one.

    Args:
        word: what the former file was, for its name: `former` or `damaged`.

    Raises:
        NoSpace: the disk does not take it; the former file is in force.
    """
    try:
        see_on_disk(folder.rebuild.database)
        kept = keep_former_file(folder, word, now) if folder.database.exists() else None
        crash_point("before-replace")
        folder.rebuild.database.replace(folder.database)
        see_on_disk(folder.path)
    except OSError as error:
        raise NoSpace(
            f"the new warehouse could not be put in place of {folder.database}: {error.strerror}",
            "The former one is in force; free some space, then `dateline rebuild`.",
        ) from error
    crash_point("after-replace")
    return kept


def keep_former_file(folder: DataFolder, word: str, now: datetime) -> Path:
    """Give the live file a second name, and move its log there; return the name.

    A second name and no renaming, so that the live name is never without its file. A log that is
    still there belongs to a file that could not be opened (a sound one has none once it is
    closed); left behind, it would be taken for the log of the new file.
    """
    kept = _free_name(folder, f"dateline-{word}-{now:%Y%m%dT%H%M%SZ}")
    try:
        os.link(folder.database, kept)
    except OSError:  # a file system without second names
        shutil.copy2(folder.database, kept)
    log = _log_of(folder.database)
    if log.exists():
        log.rename(_log_of(kept))
    return kept


def _free_name(folder: DataFolder, stem: str) -> Path:
    """The name, with a number when a rebuild of the same second took it."""
    kept, number = folder.path / f"{stem}.duckdb", 1
    while kept.exists():
        number += 1
        kept = folder.path / f"{stem}-{number}.duckdb"
    return kept


def _log_of(database: Path) -> Path:
    return database.with_name(f"{database.name}.wal")
