"""The one writer's lock: a file that the operating system locks, with a line about its holder.

In: the path of the lock file, who asks, and how long to wait. Out: a held lock, or WarehouseBusy
naming the holder. It never guesses from process numbers whether a holder lives: the kernel frees
the lock of a dead process, so a lock that can be taken is free, whatever the file says.

`flock`, not `fcntl` record locks: those belong to the process and vanish as soon as it closes any
other handle on the file.
"""

import contextlib
import fcntl
import json
import os
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from warehouse.errors import FolderUnusable, WarehouseBusy

#: Seconds between two tries. A reader of the holder's line takes the lock for some microseconds.
PAUSE = 0.05


@dataclass(frozen=True, slots=True)
class LockHolder:
    """Who holds the warehouse: process number, command as typed, start (UTC)."""

    process_id: int
    command: str
    started_at: str

    def __str__(self) -> str:
        return f"pid {self.process_id} ({self.command}, started {self.started_at})"


class WriterLock:
    """A held lock. `left_over` is the holder that died without giving it back, or None."""

    def __init__(self, handle: BinaryIO, left_over: LockHolder | None) -> None:
        self._handle = handle
        self.left_over = left_over

    def release(self) -> None:
        """Empty the holder's line and free the lock; a second call does nothing."""
        if not self._handle.closed:
            self._handle.truncate(0)
            self._handle.close()


def acquire_lock(path: Path, command: str, now: datetime, wait: float) -> WriterLock:
    """Take the lock, waiting up to `wait` seconds.

    Raises:
        WarehouseBusy: someone else held it all that time.
        FolderUnusable: the lock file cannot be made or written.
    """
    try:
        handle = path.open("a+b")
    except OSError as error:
        raise FolderUnusable(
            f"the data folder {path.parent} cannot be written to: {error.strerror}",
            "Name another one with --data, or change its owner and permissions.",
        ) from error
    deadline = time.monotonic() + wait
    while not _try_lock(handle):
        if time.monotonic() >= deadline:
            holder = _read_holder(path)
            handle.close()
            raise WarehouseBusy(
                f"the warehouse in {path.parent} is open for writing in another process: "
                f"{holder or 'unknown'}; waited {wait:g} s",
                "Try again when it has ended, or read the last snapshot: `dateline sql`.",
            )
        time.sleep(PAUSE)
    left_over = _read_holder(path)
    line = {"pid": os.getpid(), "command": command, "started_at": f"{now:%Y-%m-%d %H:%M:%S}"}
    handle.truncate(0)
    handle.write(json.dumps(line).encode() + b"\n")
    handle.flush()
    return WriterLock(handle, left_over)


def find_holder(path: Path) -> LockHolder | None:
    """Who holds the lock now, or None when it is free."""
    try:
        handle = path.open("rb")
    except OSError:
        return None
    with contextlib.closing(handle):
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return _read_holder(path) or LockHolder(0, "unknown", "unknown")
    return None


def _try_lock(handle: BinaryIO) -> bool:
    """True when the lock was free and is ours now; the second try outlasts a passing reader."""
    for _ in range(2):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            time.sleep(PAUSE / 10)
        else:
            return True
    return False


def _read_holder(path: Path) -> LockHolder | None:
    try:
        line = json.loads(path.read_bytes())
        return LockHolder(int(line["pid"]), str(line["command"]), str(line["started_at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None  # empty after a clean end, or just being written
