"""event_day and event_month: what is said of a day, and what only looks like a day."""

from datetime import date, timedelta

import pytest

from warehouse.marts import build_marts
from warehouse.query import run_named_query

PUBLISHED = date(2026, 2, 1)


def events(cursor, columns):
    return cursor.execute(f"select {columns} from mart.event_day").fetchall()


def test_an_event_is_a_sentence_with_its_day_and_those_in_it(fill, story, name):
    moss, press = name("Ada Moss", "Ada Moss"), name("the Press", "Friday Press", "ORG")
    body = "Ada Moss saw the water.\nOn Friday the Press asked Ada Moss.\nNothing came of it."
    cursor = fill(story(body=body, names=(press, name("asked Ada Moss", "Ada Moss"), moss)))
    columns = "event_date, sentence, entity_names, entity_count, published_month"
    assert events(cursor, columns) == [
        (
            date(2026, 2, 6),
            "On Friday the Press asked Ada Moss.",
            "Friday Press; Ada Moss",
            2,
            date(2026, 2, 1),
        )
    ]


def test_an_event_without_a_name_is_kept(fill, story):
    cursor = fill(story())
    assert events(cursor, "entity_names, entity_count") == [(None, 0)]


def test_a_month_is_no_day_and_comes_after_its_first_day(fill, story, day):
    cursor = fill(
        story(
            body="It rained in March.\nIt rained in 2026.\nIt rained on 1 March.",
            days=(
                day("2026", date(2026, 1, 1), date(2026, 12, 31), "year"),
                day("in March", date(2026, 3, 1), date(2026, 3, 31), "month"),
                day("1 March", date(2026, 3, 1)),
            ),
        )
    )
    assert events(cursor, "event_date, date_end, precision") == [
        (None, date(2026, 12, 31), "year"),
        (date(2026, 3, 1), date(2026, 3, 1), "day"),
        (None, date(2026, 3, 31), "month"),
    ]


def test_a_date_in_the_headline_stands_in_the_headline(fill, story, day):
    headline = "River to peak on Monday"
    cursor = fill(
        story(headline=headline, days=(day("Monday", date(2026, 2, 2), zone="headline"),))
    )
    assert events(cursor, "sentence, zone") == [(headline, "headline")]


def test_an_interval_that_a_sentence_names_twice_counts_once(fill, story, day):
    friday = date(2026, 2, 6)
    cursor = fill(
        story(
            body="The treaty signed today is good, she said on Friday.\nAll left on that day.",
            days=(
                day("Friday", friday),
                day("today", friday, confidence=0.9),
                day("that day", friday),
            ),
        )
    )
    assert events(cursor, "sentence[:3], date_text, confidence") == [
        ("The", "Friday", 0.9),
        ("All", "that day", 0.8),
    ]


@pytest.mark.parametrize(
    "reading",
    [
        {"first": None},
        {"first": None, "timex_type": "DURATION", "precision": "week"},
        {"first": None, "timex_type": "SET"},
        {"first": PUBLISHED, "timex_type": "SET"},
        {"first": PUBLISHED, "confidence": 0.4},
    ],
    ids=str,
)
def test_what_stands_on_no_day_or_is_a_guess_is_no_event(fill, story, day, reading):
    cursor = fill(story(days=(day("Friday", **reading),)))
    assert events(cursor, "date_text") == []


def test_a_duration_on_the_calendar_is_an_interval(fill, story, day):
    autumn = (date(2025, 10, 1), PUBLISHED)
    cursor = fill(
        story(
            body="It rained in the past four months.",
            days=(day("the past four months", *autumn, "month", "DURATION"),),
        )
    )
    assert events(cursor, "event_date, date_start, date_end") == [(None, *autumn)]


@pytest.mark.parametrize(
    ("body", "surface"),
    [
        ("Printed 1 February 2026", "1 February 2026"),
        ("OLDMERE, Feb. 1 (Valley Wire) - The river rose.", "Feb. 1"),
        ("Tarnwick, 1 February — The river rose.", "1 February"),
    ],
)
def test_the_day_of_publication_printed_as_such_is_no_event(fill, story, day, body, surface):
    printed = {"evidence": "Printed 1 February 2026 in Oldmere", "days": (day(surface, PUBLISHED),)}
    cursor = fill(story(body=body, **printed))
    assert events(cursor, "date_text") == []


@pytest.mark.parametrize(
    ("body", "surface", "first"),
    [
        ("OLDMERE, Jan. 30 (Valley Wire) - The river rose.", "Jan. 30", date(2026, 1, 30)),
        ("The river rose in Oldmere, 1 February (a Sunday).", "1 February", PUBLISHED),
        ("It rained.\nIn Oldmere, 1 February - a Sunday - was dry.", "1 February", PUBLISHED),
        ("Printed 1 February 2026, the book is out.", "1 February 2026", PUBLISHED),
    ],
)
def test_what_happened_on_the_day_of_publication_is_an_event(
    fill, story, day, body, surface, first
):
    printed = {"evidence": "Printed 1 February 2026 in Oldmere", "days": (day(surface, first),)}
    cursor = fill(story(body=body, **printed))
    assert events(cursor, "date_text, event_date") == [(surface, first)]


def test_an_article_without_a_day_has_events_and_no_month(fill, story):
    cursor = fill(story(published=None))
    assert events(cursor, "event_date, published_month") == [(date(2026, 2, 6), None)]
    rows = cursor.execute("select event_month, published_month from mart.event_month").fetchall()
    assert rows == [(date(2026, 2, 1), None)]


def test_a_month_counts_the_intervals_within_it(fill, story, day):
    def week(surface, monday):
        return day(surface, monday, monday + timedelta(days=6), "week")

    body = "Rain on 3 March.\nRain in March.\nRain in spring.\nA wet week.\nThe next week was dry."
    days = (
        day("3 March", date(2026, 3, 3)),
        day("in March", date(2026, 3, 1), date(2026, 3, 31), "month"),
        day("spring", date(2026, 3, 1), date(2026, 5, 31), "season"),
        week("wet week", date(2026, 3, 23)),
        week("next week", date(2026, 3, 30)),
    )
    other = story(article="b", body="Rain on 3 March again.", days=(day("3 March", days[0].first),))
    cursor = fill(story(body=body, days=days), other)
    assert cursor.execute("from mart.event_month").fetchall() == [
        (date(2026, 3, 1), date(2026, 2, 1), 4, 2, 2)
    ]


def test_the_timeline_tells_the_days_of_an_article_whose_headline_names_the_entity(
    fill, story, name, day
):
    body = "Ada Moss came in 2025.\nThe talks were on Friday.\nThe dam broke in 1999."
    days = (
        day("2025", date(2025, 1, 1), date(2025, 12, 31), "year"),
        day("Friday", date(2026, 2, 6)),
        day("1999", date(1999, 1, 1), date(1999, 12, 31), "year"),
    )
    cursor = fill(story(body=body, days=days, names=(name("Ada Moss", "Ada Moss"),)))

    def timeline():
        result = run_named_query(cursor, "timeline", ["ada moss"])
        return [(row[3], row[-1]) for row in result.rows]

    assert timeline() == [("2025", "sentence")]
    cursor.execute("update article_entities set in_headline = true").fetchall()
    build_marts(cursor)
    assert timeline() == [("2025", "sentence"), ("Friday", "headline")]


def test_a_day_gives_its_events_and_not_those_of_its_month(fill, story, day):
    body = "It rained on 3 March.\nIt rained in March."
    days = (
        day("3 March", date(2026, 3, 3)),
        day("in March", date(2026, 3, 1), date(2026, 3, 31), "month"),
    )
    cursor = fill(story(body=body, days=days))
    rows = run_named_query(cursor, "on-day", ["2026-03-03"]).rows
    assert [row[2] for row in rows] == ["It rained on 3 March."]
    assert run_named_query(cursor, "on-day", ["2026-03-01"]).rows == ()
