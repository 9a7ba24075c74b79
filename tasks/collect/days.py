"""The days that collected inputs are of, for reading a source a window at a time.

In: what a source gives. Out: the days of each, and those of one day. A kind of input that says its
days in another way (an address with the day of its entry) gets its case in `days_of`, and nowhere
else. Pure.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from tasks.collect.source import Collected, Refusal
from tasks.errors import BadInput
from tasks.extract.json_article import field, parse_object
from tasks.extract.written_dates import read_days
from tasks.models import RawDocument


def days_of(item: Collected) -> tuple[date, ...]:
    """The days an input is of; none when nothing says them.

    A line of JSON is of the day of publication that it states, all else of its own time: the day
    (UTC) a file was changed.
    """
    if isinstance(item, Refusal):
        return (item.seen_at.date(),) if item.seen_at else ()
    return _stated_days(item)[:1] or (item.seen_at.date(),)


def on_day(items: Iterable[Collected], day: date) -> Iterator[Collected]:
    """The inputs that are of a day, in their order."""
    return (item for item in items if day in days_of(item))


def count_days(items: Iterable[Collected]) -> tuple[Counter[date], int]:
    """How many inputs are of each day, and how many of none."""
    counts: Counter[date] = Counter()
    undated = 0
    for item in items:
        days = days_of(item)
        counts.update(days)
        undated += not days
    return counts, undated


def _stated_days(document: RawDocument) -> tuple[date, ...]:
    if document.content_type != "application/json":
        return ()
    try:
        stated = field(parse_object(document.body.decode("utf-8", errors="replace")), "date")
    except BadInput:
        return ()  # the stage that reads it will say so
    return tuple(read_days(stated)) if isinstance(stated, str) else ()
