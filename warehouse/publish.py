"""Publish snapshots: whole copies of the warehouse that readers open and nobody changes.

In: the open warehouse, the present moment, how many to keep. Out: `snapshots/<id>.duckdb` and the
link `current.duckdb` to it. It never replaces a file that a reader may have open (a reader would
not see it), never leaves a half file under a readable name, and keeps serving the last snapshot
when anything fails.

    plan ─> checkpoint ─> copy ─> marts in the copy ─> sync, rename ─> swap the link ─> prune
"""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from config.crash import crash_point
from warehouse.connection import CONNECTION_SETTINGS, Warehouse
from warehouse.disk import require_space, see_on_disk
from warehouse.errors import NoSpace, PublishFailed, WarehouseError, WarehouseMissing
from warehouse.folder import DataFolder
from warehouse.full_text import build_full_text
from warehouse.marts import MARTS_FOLDER, WRITERS_TABLES, build_marts, digest_marts
from warehouse.migrate import STORAGE_VERSION
from warehouse.rollback_notes import Rollback, leave_note

#: Free bytes a snapshot needs, against the size of the live file: the copy, and marts in it.
SPACE_FACTOR = 2


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A published snapshot."""

    snapshot_id: str
    path: Path
    byte_count: int
    article_count: int


def publish(
    warehouse: Warehouse,
    *,
    now: datetime,
    keep: int = 5,
    run_key: int | None = None,
    marts: Path = MARTS_FOLDER,
    full_text: bool = False,
) -> Snapshot:
    """Make a snapshot of the warehouse as it is and give it to readers.

    Args:
        now: the present moment, UTC; the snapshot is named after it.
        keep: snapshots that stay on disk, the new one counted.
        run_key: the run that publishes.
        marts: folder of the marts that are built in the copy, and of their checks.
        full_text: with the index of `warehouse/full_text.py`.

    Raises:
        NoSpace, PublishFailed, ExtensionMissing: the last snapshot is still served, and no half
            file is left.
    """
    folder = warehouse.folder
    folder.snapshots.mkdir(exist_ok=True)
    _settle(warehouse)
    live_size = folder.database.stat().st_size
    require_space(folder.path, SPACE_FACTOR * live_size, "a new snapshot")
    snapshot_id = _new_id(folder, now)
    copy = folder.snapshots / f".{snapshot_id}.partial"
    target = folder.snapshots / f"{snapshot_id}.duckdb"
    before = current_snapshot(folder.path)
    try:
        _plan(warehouse, snapshot_id, run_key, now, _digest(marts, full_text))
        warehouse.checkpoint()
        crash_point("in-checkpoint")
        warehouse.copy_file(copy)
        article_count = _finish_copy(copy, snapshot_id, run_key, now, marts, full_text)
        copy.rename(target)
        see_on_disk(folder.snapshots)
        crash_point("in-publish")
        _swap(folder, target)
    except (OSError, duckdb.Error, WarehouseError) as error:
        _clear_partial(folder)
        if current_snapshot(folder.path) != snapshot_id:
            target.unlink(missing_ok=True)
        raise _explain(error, snapshot_id) from error
    crash_point("after-swap")
    byte_count = target.stat().st_size
    _mark_published(warehouse.cursor(), snapshot_id, run_key, now, byte_count)
    _prune(folder, keep, before)
    return Snapshot(snapshot_id, target, byte_count, article_count)


def rollback(data: Path, snapshot_id: str | None = None, *, now: datetime) -> str:
    """Serve an older snapshot again; return its id. It takes no lock: the next writer records it.

    Args:
        snapshot_id: which; None for the one before the current.
        now: the present moment, UTC.

    Raises:
        WarehouseMissing: there is no such snapshot.
    """
    folder = DataFolder(data)
    known = list_snapshots(data)
    current = current_snapshot(data)
    if snapshot_id is None:
        older = [name for name in known if current is None or name < current]
        if not older:
            raise WarehouseMissing(
                f"no snapshot in {folder.snapshots} is older than {current or 'none'}",
                "Only the last few are kept: `snapshots_kept` in config/dateline.toml.",
            )
        snapshot_id = older[-1]
    if snapshot_id not in known:
        raise WarehouseMissing(
            f"there is no snapshot {snapshot_id} in {folder.snapshots}",
            f"Known: {', '.join(known) or 'none'}.",
        )
    _swap(folder, folder.snapshots / f"{snapshot_id}.duckdb")
    if snapshot_id != current:
        leave_note(folder, Rollback(now, current, snapshot_id))
    return snapshot_id


def is_behind(warehouse: Warehouse, marts: Path = MARTS_FOLDER, *, full_text: bool = False) -> bool:
    """Whether the newest snapshot lacks articles or was built with other marts, or there is none.

    Counted from the newest, not from the one that is served: who rolled back wants the older one.
    """
    rows = (
        warehouse.cursor()
        .execute(
            """
        with newest as (
            select planned_at, marts_digest
            from ops.snapshots
            where status <> 'failed'
            order by planned_at desc, snapshot_id desc
            limit 1
        )
        select
            exists (
                select 1
                from ops.load_packages
                where articles_new_count + articles_changed_count > 0
                    and loaded_at > (select planned_at from newest)
            )
            or (select marts_digest from newest) is distinct from $marts_digest
        """,
            {"marts_digest": _digest(marts, full_text)},
        )
        .fetchall()
    )
    return rows[0][0] or current_snapshot(warehouse.folder.path) is None


def list_snapshots(data: Path) -> list[str]:
    """Ids of the snapshots on disk, oldest first."""
    return sorted(path.stem for path in DataFolder(data).snapshots.glob("[!.]*.duckdb"))


def current_snapshot(data: Path) -> str | None:
    """Id of the snapshot that readers get, or None."""
    current = DataFolder(data).current
    return current.readlink().stem if current.is_symlink() else None


def _new_id(folder: DataFolder, now: datetime) -> str:
    """A name that sorts after all others, also when the clock went back."""
    stamp = f"{now:%Y%m%dT%H%M%SZ}"
    last = max(list_snapshots(folder.path), default="")
    if stamp > last:
        return stamp
    base, _, number = last.partition("-")
    return f"{base}-{int(number or 1) + 1:03}"


def _digest(marts: Path, full_text: bool) -> str:
    return digest_marts(marts) + ("-full-text" if full_text else "")


def _plan(
    warehouse: Warehouse, snapshot_id: str, run_key: int | None, now: datetime, marts_digest: str
) -> None:
    warehouse.cursor().execute(
        """
        insert into ops.snapshots by name
        select
            $snapshot_id as snapshot_id,
            'planned' as status,
            $now as planned_at,
            $run_key as run_key,
            count(*) as article_count,
            $storage_version as storage_version,
            $marts_digest as marts_digest
        from articles
        """,
        {
            "snapshot_id": snapshot_id,
            "now": now,
            "run_key": run_key,
            "storage_version": STORAGE_VERSION,
            "marts_digest": marts_digest,
        },
    ).fetchall()


def _finish_copy(
    copy: Path, snapshot_id: str, run_key: int | None, now: datetime, marts: Path, full_text: bool
) -> int:
    """Build the marts in the copy and close it for good; return the number of its articles."""
    with duckdb.connect(str(copy), config=CONNECTION_SETTINGS) as connection:
        cursor = connection.cursor()
        build_marts(connection, marts, dropped=WRITERS_TABLES)
        if full_text:
            build_full_text(connection)
        _mark_published(cursor, snapshot_id, run_key, now, None)
        rows = cursor.execute("select count(*) from articles").fetchall()
        cursor.execute("checkpoint").fetchall()
    see_on_disk(copy)
    return rows[0][0]


def _mark_published(
    cursor: duckdb.DuckDBPyConnection,
    snapshot_id: str,
    run_key: int | None,
    now: datetime,
    byte_count: int | None,
) -> None:
    cursor.execute(
        """
        update ops.snapshots
        set status = 'published', published_at = $now, byte_count = $byte_count
        where snapshot_id = $snapshot_id
        """,
        {"now": now, "byte_count": byte_count, "snapshot_id": snapshot_id},
    ).fetchall()
    cursor.execute(
        "update ops.runs set snapshot_id = ? where run_key = ?", [snapshot_id, run_key]
    ).fetchall()


def _swap(folder: DataFolder, target: Path) -> None:
    """Point `current.duckdb` to `target`: readers get the old file or the new, never none."""
    link = folder.path / f".{folder.current.name}.{os.getpid()}.partial"
    link.unlink(missing_ok=True)
    link.symlink_to(target.relative_to(folder.path))
    link.replace(folder.current)
    see_on_disk(folder.path)


def _settle(warehouse: Warehouse) -> None:
    """Clear what a killed publication left, and say of each planned snapshot what became of it."""
    folder = warehouse.folder
    _clear_partial(folder)
    warehouse.cursor().execute(
        """
        update ops.snapshots
        set
            status = case when snapshot_id in (select unnest($there)) then 'published'
                else 'failed' end,
            published_at = case when snapshot_id in (select unnest($there)) then planned_at end
        where status = 'planned'
        """,
        {"there": list_snapshots(folder.path)},
    ).fetchall()


def _clear_partial(folder: DataFolder) -> None:
    for partial in (*folder.snapshots.glob(".*.partial*"), *folder.path.glob(".current*.partial")):
        partial.unlink(missing_ok=True)


def _prune(folder: DataFolder, keep: int, before: str | None) -> None:
    """Remove all but the last `keep` snapshots; never the one that is served, nor the one `before`
    it: a reader that has just followed the link has yet to open it.
    """
    needed = {current_snapshot(folder.path), before}
    for snapshot_id in list_snapshots(folder.path)[:-keep]:
        if snapshot_id not in needed:
            (folder.snapshots / f"{snapshot_id}.duckdb").unlink()


def _explain(error: Exception, snapshot_id: str) -> WarehouseError:
    if isinstance(error, WarehouseError):
        return error
    if "No space left" in str(error):
        return NoSpace(
            f"the disk is full: snapshot {snapshot_id} was not published",
            "Free some space, then `dateline publish`; the last snapshot is still served.",
        )
    reason = (str(error).splitlines() or [type(error).__name__])[0]
    return PublishFailed(
        f"snapshot {snapshot_id} was not published: {reason}",
        "The last snapshot is still served; `dateline publish` tries again.",
    )
