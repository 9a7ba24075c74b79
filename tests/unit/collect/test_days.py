"""Which day an input is of."""

import json
from datetime import date, datetime

import pytest

from tasks.collect.days import count_days, days_of, on_day
from tasks.collect.source import Refusal
from tasks.errors import Fate
from tasks.models import RawDocument

CHANGED = date(2024, 3, 6)


def document(body: str, content_type: str = "application/json") -> RawDocument:
    return RawDocument(
        uri="file:news/lines.jsonl#1",
        source_name="news",
        file_name="lines.jsonl#1",
        url=None,
        content_type=content_type,
        charset=None,
        body=body.encode(),
        seen_at=datetime(2024, 3, 6, 9, 30),
    )


def refusal(seen_at: datetime | None) -> Refusal:
    return Refusal("file:news/a.txt", "news", Fate.UNREADABLE, "permission denied", seen_at)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ({"date": "2024-03-04", "text": "The ferry sails."}, date(2024, 3, 4)),
        ({"datePublished": "2024-03-04T23:30:00Z", "text": "It sails."}, date(2024, 3, 4)),
        ({"published": "4 March 2024", "text": "It sails."}, date(2024, 3, 4)),
        ({"date": "soon", "text": "It sails."}, CHANGED),
        ({"date": 20240304, "text": "It sails."}, CHANGED),
        ({"text": "It sails."}, CHANGED),
    ],
)
def test_a_line_is_of_the_day_it_states_else_of_its_own_time(line, day):
    assert days_of(document(json.dumps(line))) == (day,)


def test_what_is_no_object_is_of_its_own_time():
    assert days_of(document("{broken")) == (CHANGED,)
    assert days_of(document("[" * 100_000)) == (CHANGED,)
    assert days_of(document("12 March 2024", "text/plain")) == (CHANGED,)


def test_a_refusal_without_a_time_is_of_no_day():
    assert days_of(refusal(None)) == ()
    assert days_of(refusal(datetime(2024, 3, 1, 7))) == (date(2024, 3, 1),)


def test_days_are_counted_and_the_inputs_of_one_are_chosen():
    items = [document('{"date": "2024-03-04"}'), document("{}"), refusal(None)]
    assert count_days(items) == ({date(2024, 3, 4): 1, CHANGED: 1}, 1)
    assert list(on_day(items, CHANGED)) == [items[1]]
