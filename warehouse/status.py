"""How the warehouse is: fresh or stale, what the last runs did, who is writing.

In: the data folder and the present moment. Out: a plain `Status`. It reads the live file when
nobody writes, else the published snapshot; it waits for nobody and asks no server.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from warehouse.connection import open_reader
from warehouse.errors import WarehouseBusy, WarehouseMissing
from warehouse.folder import DataFolder
from warehouse.lock import LockHolder, find_holder
from warehouse.rollback_notes import Rollback, read_last_rollback

RUNS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class SourceFreshness:
    """A scheduled source. status: ok, warn (late) or error (silent)."""

    source_id: str
    source_name: str
    newest_published: object
    newest_loaded_at: datetime | None
    hours_since_load: float | None
    status: str


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """A feed or sitemap that does not do what it used to. status: failing, silent or dead."""

    source_id: str
    address: str
    status: str
    quiet_hours: float | None
    due_at: datetime
    reason: str | None


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run in a line."""

    run_key: int
    flow_name: str
    trigger: str
    started_at: datetime
    duration_seconds: float | None
    status: str
    input_count: int
    loaded_count: int
    refused_count: int
    quarantined_count: int
    error_text: str | None


@dataclass(frozen=True, slots=True)
class FailedCheck:
    """A check of the last checked run that did not pass. status: warned or failed."""

    check_name: str
    status: str
    wrong_count: int
    sample: str | None
    meaning: str


@dataclass(frozen=True, slots=True)
class Status:
    """Everything `dateline status` shows. `read_from`: live, snapshot. `rollback`: the one that
    led to the snapshot which is served; None when it was simply published.
    """

    read_from: str
    article_count: int
    writer: LockHolder | None
    snapshot_id: str | None
    snapshot_hours: float | None
    freshness: tuple[SourceFreshness, ...]
    runs: tuple[RunLine, ...]
    failed_checks: tuple[FailedCheck, ...]
    feeds: tuple[FeedHealth, ...] = ()
    rollback: Rollback | None = None

    @property
    def is_good(self) -> bool:
        """False when a source or feed is silent, a check failed, or the last ended run failed."""
        ended = next((run for run in self.runs if run.status != "running"), None)
        return (
            all(source.status != "error" for source in self.freshness)
            and all(feed.status == "failing" for feed in self.feeds)
            and all(check.status != "failed" for check in self.failed_checks)
            and (ended is None or ended.status not in ("failed", "interrupted"))
        )


def read_status(data: Path, now: datetime) -> Status:
    """Read how things are.

    Raises:
        WarehouseMissing: there is neither a warehouse nor a snapshot.
        WarehouseDamaged, WarehouseNewer: the file cannot be read.
    """
    folder = DataFolder(data)
    writer = find_holder(folder.lock)
    connection, read_from = open_newest(data)
    with connection:
        cursor = connection.cursor()
        published = cursor.execute(
            "select snapshot_id, published_at from ops.snapshots where status = 'published'"
        ).fetchall()
        served = folder.current.readlink().stem if folder.current.is_symlink() else None
        published_at = dict(published).get(served)
        rollback = read_last_rollback(folder, cursor)
        return Status(
            read_from=read_from,
            article_count=cursor.execute("select count(*) from articles").fetchall()[0][0],
            writer=writer,
            snapshot_id=served,
            snapshot_hours=(now - published_at).total_seconds() / 3600 if published_at else None,
            freshness=tuple(SourceFreshness(*row) for row in _read_freshness(cursor, now)),
            runs=tuple(RunLine(*row) for row in _read_runs(cursor)),
            failed_checks=tuple(FailedCheck(*row) for row in _read_failed_checks(cursor)),
            feeds=tuple(FeedHealth(*row) for row in _read_feeds(cursor, now)),
            rollback=rollback if rollback and rollback.to_snapshot_id == served else None,
        )


def open_newest(data: Path) -> tuple[duckdb.DuckDBPyConnection, str]:
    """A reader of the newest state that can be had at once, and its kind: live or snapshot.

    Raises:
        WarehouseMissing: there is neither a warehouse nor a snapshot.
        WarehouseDamaged, WarehouseNewer: the file cannot be read.
    """
    folder = DataFolder(data)
    writer = find_holder(folder.lock)
    if writer is None and folder.database.exists():
        try:
            return open_reader(folder.database), "live"
        except WarehouseBusy:
            pass  # a program of someone else's has it open: the snapshot will do
    if folder.current.exists():
        return open_reader(folder.current), "snapshot"
    raise WarehouseMissing(
        f"there is no snapshot in {folder.path} yet"
        + (f", {writer} is writing the first one" if writer else ""),
        "Wait until it has ended." if writer else "Make one with `dateline run`.",
    )


def _read_freshness(cursor: duckdb.DuckDBPyConnection, now: datetime) -> list[tuple]:
    return cursor.execute(
        """
        select source_id, source_name, newest_published, newest_loaded_at, hours_since_load, status
        from ops.freshness_at(cast($now as timestamp))
        where status <> 'unscheduled'
        order by source_id
        """,
        {"now": now},
    ).fetchall()


def _read_feeds(cursor: duckdb.DuckDBPyConnection, now: datetime) -> list[tuple]:
    return cursor.execute(
        """
        select source_id, address, status, quiet_hours, due_at, reason
        from ops.poll_health_at(cast($now as timestamp))
        where status <> 'ok'
        order by source_id, address
        """,
        {"now": now},
    ).fetchall()


def _read_runs(cursor: duckdb.DuckDBPyConnection) -> list[tuple]:
    return cursor.execute(
        f"""
        select
            run_key, flow_name, trigger, started_at, duration_seconds, status, input_count,
            loaded_count, refused_count, quarantined_count, error_text
        from ops.runs
        order by run_key desc
        limit {RUNS_SHOWN}
        """
    ).fetchall()


def _read_failed_checks(cursor: duckdb.DuckDBPyConnection) -> list[tuple]:
    return cursor.execute(
        """
        select check_name, status, wrong_count, sample, meaning
        from ops.run_checks
        where run_key = (select max(run_key) from ops.run_checks) and status <> 'passed'
        order by severity, check_name
        """
    ).fetchall()
