"""What is kept of a poll: the row of a feed after it was asked, and what it named.

In: the former row, and how the poll ended. Out: the new row. Pure; the waits are those of
`tasks/collect/waits.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tasks.archive.fields import write_days
from tasks.collect.source import FoundAddress, Source
from tasks.collect.waits import next_wait, usual_gap, wait_after_failure
from tasks.errors import Fate
from tasks.fetch.outcome import Outcome
from warehouse.collection import NamedPage, Poll


@dataclass(frozen=True, slots=True)
class PollTask:
    """One feed, sitemap, list, home page, or whatever stands at an address, to be asked.

    named_by is the index or home page that names it; root the address its walk began with.
    """

    address: str
    source: Source
    named_by: str | None = None
    root: str | None = None
    depth: int = 0
    kind: str | None = None


def poll_after_reading(
    task: PollTask,
    former: Poll | None,
    outcome: Outcome,
    *,
    kind: str,
    digest: str,
    entry_count: int,
    news_count: int,
    ending: tuple[str, str],
) -> Poll:
    """The row of a poll whose answer was read."""
    row = _answered(task, former, outcome, news_count > 0, ending)
    newest_gap = None
    if news_count and former and former.brought_at:
        newest_gap = _hours(outcome.seen_at - former.brought_at)
    return replace(
        row,
        kind=kind,
        document_id=digest,
        entry_count=entry_count,
        brought_at=outcome.seen_at if news_count else row.brought_at,
        usual_gap_hours=usual_gap(row.usual_gap_hours, newest_gap),
    )


def poll_unchanged(task: PollTask, former: Poll, outcome: Outcome) -> Poll:
    """The row of a poll that was answered with "not modified", or with the same bytes."""
    ending = (str(Fate.POLLED), outcome.reason or "")
    return _answered(task, former, outcome, False, ending)


def poll_failed(
    task: PollTask, former: Poll | None, outcome: Outcome, ending: tuple[str, str], weight: float
) -> Poll:
    """The row of a poll that brought nothing; what was had before stays on record."""
    row = former or _first(task, outcome, ending)
    failures = row.failure_weight + weight
    wait = wait_after_failure(failures, task.source.shortest_wait, task.source.longest_wait)
    return replace(
        row,
        source_id=task.source.name,
        polled_at=outcome.seen_at,
        failure_weight=failures,
        due_at=outcome.seen_at + timedelta(hours=wait),
        fate=ending[0],
        reason=ending[1],
    )


def name_pages(pages: Sequence[FoundAddress], named_by: str, named_at: datetime) -> list[NamedPage]:
    """The rows of the pages that a poll named."""
    return [
        NamedPage(p.uri, named_by, p.source_name, named_at, write_days(p.days) or None)
        for p in pages
    ]


def _answered(
    task: PollTask,
    former: Poll | None,
    outcome: Outcome,
    brought_news: bool,
    ending: tuple[str, str],
) -> Poll:
    row = former or _first(task, outcome, ending)
    wait = next_wait(
        former.wait_hours if former and former.answered_at else None,
        brought_news,
        task.source.shortest_wait,
        task.source.longest_wait,
    )
    return replace(
        row,
        source_id=task.source.name,
        named_by=task.named_by or row.named_by,
        asked_address=outcome.moved_to or row.asked_address,
        final_address=outcome.final_address,
        etag=outcome.validators.etag,
        last_modified=outcome.validators.last_modified,
        polled_at=outcome.seen_at,
        answered_at=outcome.seen_at,
        failure_weight=0.0,
        wait_hours=wait,
        due_at=outcome.seen_at + timedelta(hours=wait),
        fate=ending[0],
        reason=ending[1],
    )


def _first(task: PollTask, outcome: Outcome, ending: tuple[str, str]) -> Poll:
    """The row of what was never asked before."""
    return Poll(
        address=task.address,
        source_id=task.source.name,
        kind=None,
        named_by=task.named_by,
        asked_address=task.address,
        final_address=None,
        etag=None,
        last_modified=None,
        document_id=None,
        polled_at=outcome.seen_at,
        answered_at=None,
        brought_at=None,
        usual_gap_hours=None,
        entry_count=None,
        failure_weight=0.0,
        wait_hours=task.source.shortest_wait,
        due_at=outcome.seen_at,
        fate=ending[0],
        reason=ending[1],
    )


def _hours(duration: timedelta) -> float:
    return duration.total_seconds() / 3600
