"""Which sources are expected to bring articles, and when their silence is a fault.

In: source, hours until late, hours until silent. Out: rows of `ops.source_schedules`, which the
view `ops.freshness` and `dateline status` read. It never starts anything.
"""

from collections.abc import Sequence
from typing import NamedTuple

from warehouse.connection import Warehouse


class SourceSchedule(NamedTuple):
    """A scheduled source and its limits in hours."""

    source_id: str
    warn_after_hours: float
    error_after_hours: float


def set_schedules(warehouse: Warehouse, schedules: Sequence[SourceSchedule]) -> None:
    """Make the schedules on record equal to those given."""
    cursor = warehouse.cursor()
    cursor.execute("begin").fetchall()
    cursor.execute("delete from ops.source_schedules").fetchall()
    if schedules:
        cursor.executemany("insert into ops.source_schedules values (?, ?, ?)", list(schedules))
    cursor.execute("commit").fetchall()
