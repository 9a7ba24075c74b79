"""`dateline publish` and `dateline rollback`: which snapshot readers get.

In: the data folder. Out: a new snapshot that is served, or an older one served again; its id on
stdout. A warehouse with a failed check is not published; the last snapshot is served in any case.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from config.settings import load_settings
from flows.display.terminal import count_of, format_bytes
from warehouse.checks import CheckResult, evaluate_checks
from warehouse.connection import open_warehouse
from warehouse.errors import PublishFailed, WarehouseMissing
from warehouse.folder import DataFolder
from warehouse.publish import current_snapshot
from warehouse.publish import publish as publish_snapshot
from warehouse.publish import rollback as serve_older


def publish(data: Path, as_json: bool) -> int:
    """Check the warehouse, build a snapshot of it and give it to readers.

    Raises:
        WarehouseMissing: there is no warehouse.
        PublishFailed: an error check found wrong rows, or the snapshot could not be built.
        WarehouseBusy, NoSpace: the last snapshot is still served.
    """
    if not DataFolder(data).database.exists():
        raise WarehouseMissing(f"there is no warehouse in {data}", "Make one with `dateline run`.")
    settings = load_settings(data=data)
    now = datetime.now(UTC).replace(tzinfo=None)
    with open_warehouse(
        data, command="dateline publish", now=now, lock_wait=settings.lock_wait
    ) as warehouse:
        _require_good(evaluate_checks(warehouse.cursor(), now=now))
        snapshot = publish_snapshot(
            warehouse, now=now, keep=settings.snapshots_kept, full_text=settings.full_text_index
        )
    if as_json:
        value = {
            "snapshot_id": snapshot.snapshot_id,
            "path": str(snapshot.path),
            "byte_count": snapshot.byte_count,
            "article_count": snapshot.article_count,
        }
        print(json.dumps(value, ensure_ascii=False, indent=2))
        return 0
    print(snapshot.snapshot_id)
    print(
        f"readers get {count_of(snapshot.article_count, 'article')} from {snapshot.path} "
        f"({format_bytes(snapshot.byte_count)})",
        file=sys.stderr,
    )
    return 0


def _require_good(results: list[CheckResult]) -> None:
    failed = [result for result in results if result.status == "failed"]
    if failed:
        raise PublishFailed(
            "\n".join(
                [
                    f"nothing was published: {count_of(len(failed), 'check')} failed",
                    *(
                        f"{result.check_name}: {result.wrong_count:,} wrong, "
                        f"such as {result.sample} ({result.meaning})"
                        for result in failed
                    ),
                ]
            ),
            "The last snapshot is still served; mend the cause, then `dateline publish`.",
        )


def rollback(snapshot_id: str | None, data: Path) -> int:
    """Give readers an older snapshot again: the one before the current, or the one named.

    Raises:
        WarehouseMissing: there is no such snapshot; those there are, are named.
    """
    before = current_snapshot(data)
    after = serve_older(data, snapshot_id, now=datetime.now(UTC).replace(tzinfo=None))
    print(after)
    note = "still" if before == after else "again"
    print(
        f"readers {note} get snapshot {after}; `dateline publish` makes a new one", file=sys.stderr
    )
    return 0
