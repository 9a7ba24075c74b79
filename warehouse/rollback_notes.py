"""Notes of rollbacks, for the writer to record.

In: the data folder. Out: a small file in `rollbacks/` for each rollback, and later its row in
`ops.rollbacks`. A rollback is for the bad moment: it must work at once while a run writes, and when
the live file is damaged. So it takes no lock and opens no database; it leaves a note, and whoever
next opens the warehouse for writing records it and removes the note.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from warehouse.disk import see_on_disk
from warehouse.folder import DataFolder


@dataclass(frozen=True, slots=True)
class Rollback:
    """Readers taken from a snapshot (None: there was none) to another, when (UTC)."""

    rolled_back_at: datetime
    from_snapshot_id: str | None
    to_snapshot_id: str


def leave_note(folder: DataFolder, rollback: Rollback) -> None:
    """Write the note of a rollback; it is there whole or not at all."""
    folder.rollbacks.mkdir(exist_ok=True)
    note = folder.rollbacks / f"{rollback.rolled_back_at:%Y%m%dT%H%M%S%f}Z.json"
    partial = note.with_name(f".{note.name}.partial")
    value = {
        "rolled_back_at": rollback.rolled_back_at.isoformat(),
        "from_snapshot_id": rollback.from_snapshot_id,
        "to_snapshot_id": rollback.to_snapshot_id,
    }
    partial.write_text(json.dumps(value), "utf-8")
    see_on_disk(partial)
    partial.rename(note)


def read_notes(folder: DataFolder) -> dict[Path, Rollback]:
    """The rollbacks that no writer has recorded yet, oldest first, by the file of the note.

    A file that is no note of ours is left where it is.
    """
    notes = {}
    for path in sorted(folder.rollbacks.glob("[!.]*.json")):
        try:
            value = json.loads(path.read_text("utf-8"))
            moment = datetime.fromisoformat(value["rolled_back_at"])
            notes[path] = Rollback(moment, value["from_snapshot_id"], value["to_snapshot_id"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return notes


def record_notes(folder: DataFolder, cursor: duckdb.DuckDBPyConnection) -> None:
    """Bring the notes into `ops.rollbacks`. One whose row is there, because a writer was killed
    before it could remove the note, does not come twice.
    """
    for path, rollback in read_notes(folder).items():
        cursor.execute(
            """
            insert into ops.rollbacks by name
            select
                $rolled_back_at as rolled_back_at,
                $from_snapshot_id as from_snapshot_id,
                $to_snapshot_id as to_snapshot_id
            where not exists (from ops.rollbacks where rolled_back_at = $rolled_back_at)
            """,
            {
                "rolled_back_at": rollback.rolled_back_at,
                "from_snapshot_id": rollback.from_snapshot_id,
                "to_snapshot_id": rollback.to_snapshot_id,
            },
        ).fetchall()
        path.unlink()


def read_last_rollback(folder: DataFolder, cursor: duckdb.DuckDBPyConnection) -> Rollback | None:
    """The newest rollback, recorded in the open file or only noted; None without any."""
    known = list(read_notes(folder).values())
    is_recorded = cursor.execute(
        "select 1 from duckdb_tables() where schema_name = 'ops' and table_name = 'rollbacks'"
    ).fetchall()
    if is_recorded:  # a file of an older version has no such table
        rows = cursor.execute(
            "select rolled_back_at, from_snapshot_id, to_snapshot_id from ops.rollbacks"
        ).fetchall()
        known += [Rollback(*row) for row in rows]
    return max(known, key=lambda rollback: rollback.rolled_back_at, default=None)
