"""The days that collected inputs are of, for reading a source a window at a time.

In: what a source gives. Out: the days of each, and those of one day. A kind of input that says its
days in another way gets its case in `days_of`, and nowhere else. Pure.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from tasks.collect.source import Found, FoundAddress, Refusal
from tasks.errors import BadInput
from tasks.extract.json_article import field, parse_object
from tasks.extract.written_dates import read_days
from tasks.models import RawDocument


def days_of(item: Found) -> tuple[date, ...]:
    """The days an input is of; none when nothing says them.

    A line of JSON is of the day of publication that it states, an address of those its feed or
    sitemap states, all else of its own time: the day (UTC) a file was changed.
    """
    if isinstance(item, FoundAddress):
        stated = (day for day in item.days if day.precision == "day" and not day.refused_because)
        return tuple(dict.fromkeys(day.candidate for day in stated))
    if isinstance(item, Refusal):
        return (item.seen_at.date(),) if item.seen_at else ()
    return _stated_days(item)[:1] or (item.seen_at.date(),)


def on_day(items: Iterable[Found], day: date) -> Iterator[Found]:
    """The inputs that are of a day, in their order; what must be asked for its pages is kept."""
    return (item for item in items if _is_index(item) or day in days_of(item))


def count_days(items: Iterable[Found]) -> tuple[Counter[date], int]:
    """How many inputs are of each day, and how many of none."""
    counts: Counter[date] = Counter()
    undated = 0
    for item in items:
        if _is_index(item):
            continue
        days = days_of(item)
        counts.update(days)
        undated += not days
    return counts, undated


def _is_index(item: Found) -> bool:
    return isinstance(item, FoundAddress) and item.wanted != "page"


def _stated_days(document: RawDocument) -> tuple[date, ...]:
    if document.content_type != "application/json":
        return ()
    try:
        stated = field(parse_object(document.body.decode("utf-8", errors="replace")), "date")
    except BadInput:
        return ()  # the stage that reads it will say so
    return tuple(read_days(stated)) if isinstance(stated, str) else ()
