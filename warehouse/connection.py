"""Open the live warehouse for its one writer, or any of its files for reading.

In: the data folder, who asks, how long to wait. Out: a `Warehouse` whose cursors run SQL, or a
read-only connection. It never waits without end, and never touches a file it cannot read.

Each use takes a cursor of its own and fetches all its rows: DuckDB 2 refuses a second statement
while a result is unfinished. Extensions are never fetched from the network.
"""

import errno
import os
import shutil
import time
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import duckdb

from warehouse.errors import (
    FolderUnusable,
    NoSpace,
    WarehouseBusy,
    WarehouseDamaged,
    WarehouseError,
    WarehouseNewer,
)
from warehouse.folder import DataFolder
from warehouse.lock import PAUSE, LockHolder, WriterLock, acquire_lock
from warehouse.migrate import build_database, find_pending, read_migrations
from warehouse.rollback_notes import record_notes

#: No surprise downloads: an extension is loaded by name or not at all.
CONNECTION_SETTINGS: dict[str, str | bool | int | float] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}

#: A load reads a few rows of large tables: `where key in (select ...)` goes through an index, or
#: past row groups, for up to so many keys. For more of them DuckDB's scan is as fast.
WRITER_SETTINGS: dict[str, str | bool | int | float] = {
    **CONNECTION_SETTINGS,
    "dynamic_or_filter_threshold": 500,
}

#: A snapshot is read by queries of strangers: no other file may be read or written from SQL.
READER_SETTINGS: dict[str, str | bool | int | float] = {
    **CONNECTION_SETTINGS,
    "enable_external_access": False,
}

COPY_CHUNK = 16 * 2**20

#: What DuckDB says when it comes to a place of a file that is damaged, maybe long after opening.
SIGNS_OF_DAMAGE = ("Could not read enough bytes", "checksum", "orrupt")


class Warehouse:
    """The live warehouse, open for writing. Close it, or use it in a `with` statement."""

    def __init__(
        self, folder: DataFolder, connection: duckdb.DuckDBPyConnection, lock: WriterLock
    ) -> None:
        self.folder = folder
        self._connection = connection
        self._lock = lock
        self._copied_file: BinaryIO | None = None

    @property
    def left_over(self) -> LockHolder | None:
        """The writer that died with the lock in its hands before we took it, or None."""
        return self._lock.left_over

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor: its transaction and its temporary tables are its own."""
        return self._connection.cursor()

    def checkpoint(self) -> None:
        """Bring everything committed into the file itself; its log is empty afterwards."""
        self.cursor().execute("checkpoint").fetchall()

    def copy_file(self, target: Path) -> None:
        """Copy the database file byte for byte, and see it on the disk.

        The handle on the live file stays open until the database is closed: DuckDB holds its file
        with a record lock, and the kernel drops those of a process that closes any handle on it.

        Raises:
            OSError: the copy could not be written; what there is of it is left to the caller.
        """
        if self._copied_file is None:
            self._copied_file = self.folder.database.open("rb")
        self._copied_file.seek(0)
        with target.open("wb") as copy:
            shutil.copyfileobj(self._copied_file, copy, COPY_CHUNK)
            copy.flush()
            os.fsync(copy.fileno())

    def close(self) -> None:
        """Close the file and free the lock; a second call does nothing."""
        try:
            self._connection.close()
        finally:
            if self._copied_file is not None:
                self._copied_file.close()
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self.close()
        except duckdb.Error:  # a database that a full disk has ended cannot be closed in order
            if error is None:
                raise
        if isinstance(error, duckdb.Error):
            raise explain_write_error(error, self.folder.database) from error


def open_warehouse(data: Path, *, command: str, now: datetime, lock_wait: float = 30) -> Warehouse:
    """Open the warehouse in folder `data` for writing; make or migrate it first when needed.

    Args:
        data: the data folder; made when missing.
        command: what the lock shows to those who have to wait.
        now: the present moment, UTC without zone.
        lock_wait: seconds to wait for another writer, or for a reader of the live file.

    Raises:
        WarehouseBusy, WarehouseDamaged, WarehouseNewer, FolderUnusable, NoSpace, MigrationFailed.
    """
    deadline = time.monotonic() + lock_wait
    lock = lock_folder(data, command=command, now=now, lock_wait=lock_wait)
    return open_locked(data, lock, now=now, lock_wait=deadline - time.monotonic())


def lock_folder(data: Path, *, command: str, now: datetime, lock_wait: float = 30) -> WriterLock:
    """Take the writer's lock of folder `data` without opening its warehouse; as `open_warehouse`.

    Raises:
        WarehouseBusy, FolderUnusable, NoSpace.
    """
    folder = DataFolder(data)
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderUnusable(
            f"the data folder {data} cannot be made: {error.strerror}", "Name another with --data."
        ) from error
    try:
        return acquire_lock(folder.lock, command, now, lock_wait)
    except OSError as error:
        raise NoSpace(
            f"the lock file {folder.lock} could not be written: {error.strerror}",
            "Free some space or name another folder with --data, then run again.",
        ) from error


def open_locked(data: Path, lock: WriterLock, *, now: datetime, lock_wait: float = 30) -> Warehouse:
    """Open the warehouse of a folder whose lock is held; the lock is freed when it is closed.

    Raises:
        WarehouseBusy, WarehouseDamaged, WarehouseNewer, NoSpace, MigrationFailed.
    """
    folder = DataFolder(data)
    try:
        connection = _open_newest(folder.database, now, time.monotonic() + lock_wait)
        record_notes(folder, connection.cursor())
    except duckdb.Error as error:
        lock.release()
        raise explain_open_error(error, folder.database) from error
    except BaseException:
        lock.release()
        raise
    return Warehouse(folder, connection, lock)


def open_reader(path: Path, **settings: str | bool | int) -> duckdb.DuckDBPyConnection:
    """Open a database file read-only, at once or not at all.

    Args:
        settings: more settings of DuckDB, such as a memory limit.

    Raises:
        WarehouseBusy, WarehouseDamaged, WarehouseNewer.
    """
    try:
        return duckdb.connect(str(path), read_only=True, config={**READER_SETTINGS, **settings})
    except duckdb.Error as error:
        raise explain_open_error(error, path) from error


def explain_open_error(error: duckdb.Error, path: Path) -> WarehouseError:
    """The error of ours that says what DuckDB's complaint about file `path` means."""
    text = str(error)
    first_line = text.splitlines()[0] if text else type(error).__name__
    if is_lock_error(error):
        return WarehouseBusy(
            f"{path} is open in another program: {_after('Conflicting lock is held in ', text)}",
            "Close it there, or read the last snapshot: `dateline sql`.",
        )
    if "version number" in text or "newer version" in text:
        return WarehouseNewer(
            f"{path} was written by another version of DuckDB than {duckdb.__version__}: "
            f"{first_line}",
            "Install that version, or make the warehouse again: `dateline rebuild`.",
        )
    if os.strerror(errno.ENOSPC) in text:
        return NoSpace(f"no space left while opening {path}", "Free some, then run again.")
    if "Permission denied" in text:
        return FolderUnusable(f"{path} may not be opened: permission denied", "Change its owner.")
    return _damaged(path, first_line)


def _damaged(path: Path, said: str) -> WarehouseDamaged:
    return WarehouseDamaged(
        f"{path} is damaged and was left as it is: {said}",
        "Make it again from the archive: `dateline rebuild`. The last snapshot is still served.",
    )


def explain_write_error(error: duckdb.Error, path: Path) -> WarehouseError:
    """The error of ours for a statement that DuckDB could not carry out on file `path`."""
    first_line = (str(error).splitlines() or [type(error).__name__])[0]
    if os.strerror(errno.ENOSPC) in str(error):
        return NoSpace(
            f"the disk is full: {path} could not be written",
            "Free some space, then run again; the last snapshot is still served.",
        )
    if any(sign in str(error) for sign in SIGNS_OF_DAMAGE):
        return _damaged(path, first_line)
    return WarehouseError(
        f"{path} could not be written: {first_line}",
        "Run again; if it stays so, `dateline doctor` says more.",
    )


def is_lock_error(error: duckdb.Error) -> bool:
    """True when another process holds the file."""
    return "Could not set lock on file" in str(error)


def _open_newest(path: Path, now: datetime, deadline: float) -> duckdb.DuckDBPyConnection:
    """Open the file in its newest shape; make or migrate it first."""
    connection = _connect(path, deadline) if path.exists() else None
    try:
        pending = find_pending(connection, read_migrations())
        if connection and pending:
            connection.cursor().execute("checkpoint").fetchall()
    except (duckdb.Error, WarehouseError):
        if connection:
            connection.close()
        raise
    if connection and not pending:
        return connection
    if connection:
        connection.close()
    try:
        build_database(path, pending, now)
    except OSError as error:
        raise NoSpace(
            f"the migrated copy of {path} could not be written: {error.strerror}",
            f"Free at least {path.stat().st_size if path.exists() else 2**22} bytes.",
        ) from error
    return _connect(path, deadline)


def _connect(path: Path, deadline: float) -> duckdb.DuckDBPyConnection:
    while True:
        try:
            return duckdb.connect(str(path), config=WRITER_SETTINGS)
        except duckdb.Error as error:
            if not is_lock_error(error) or time.monotonic() >= deadline:
                raise
        time.sleep(PAUSE)


def _after(mark: str, text: str) -> str:
    """What follows `mark` in the first line of `text`; the whole line when it is not there."""
    line = next((line for line in text.splitlines() if mark in line), text)
    return line.partition(mark)[2].partition(". ")[0] or line
