"""Which days of which source a backfill has done.

In: the open warehouse, a source and a day. Out: rows of `ops.windows`. A day is written when all
its inputs are loaded, so a killed run leaves none.
"""

from datetime import date, datetime

from warehouse.connection import Warehouse


def done_days(warehouse: Warehouse, source_id: str) -> set[date]:
    """The days of a source that were read to their end."""
    rows = (
        warehouse.cursor()
        .execute("select distinct day from ops.windows where source_id = ?", [source_id])
        .fetchall()
    )
    return {day for (day,) in rows}


def mark_done(warehouse: Warehouse, source_id: str, day: date, run_key: int, now: datetime) -> None:
    """Note that a run has loaded all inputs of a day."""
    warehouse.cursor().execute(
        "insert into ops.windows values (?, ?, ?, ?)", [source_id, day, run_key, now]
    ).fetchall()
