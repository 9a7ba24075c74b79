"""The direction of bare weekdays and months: which verb governs, and which day it chooses."""

from datetime import date

import pytest

from tasks.enrich.temporal.direction import (
    Tense,
    governing_tense,
    place_month_day,
    place_weekday,
    place_yearly,
)
from tasks.enrich.temporal.lexicon import lexicon_for
from tasks.enrich.temporal.periods import Grain, part_of_year
from tasks.enrich.temporal.tokens import tokenise

WEDNESDAY = date(2024, 6, 19)


def _tense_of(text, name="Friday"):
    tokens = tokenise(text, lexicon_for("en"))
    at = next(i for i in range(len(tokens.kinds)) if tokens.surface(i) == name)
    return governing_tense(tokens, at, at + 1)


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("The mayor resigned Friday.", Tense.PAST),
        ("The mayor will resign on Friday.", Tense.FUTURE),
        ("The mayor plans to resign Friday.", Tense.INFINITIVE),
        ("The vote was held on Friday.", Tense.PAST),
        ("The vote was held before Friday.", Tense.PAST),
        ("The mayor expects a vote before Friday.", Tense.FORWARD),
        ("No vote before Friday.", Tense.FORWARD),
        ("The vote will be held on Friday.", Tense.FUTURE),
        ("The vote is to be held on Friday.", Tense.INFINITIVE),
        ("The mayor has resigned on Friday.", Tense.PERFECT),
        ("The mayor could resign on Friday.", Tense.OPEN),
        ("On Friday, the mayor will resign.", Tense.FUTURE),
        ("He agreed to pay, but on Friday the deal collapsed.", Tense.PAST),
        ("The mayor said no. A Friday of rain.", Tense.NONE),
        ("Payment is due Friday.", Tense.FORWARD),
        ("It has rained since Friday.", Tense.SINCE),
    ],
)
def test_the_nearest_verb_form_governs(text, tense):
    assert _tense_of(text) is tense


def test_a_full_stop_after_an_abbreviation_does_not_end_the_sentence():
    assert _tense_of("They will meet Gen. Brown and Mr. Lee on Friday.") is Tense.FUTURE


@pytest.mark.parametrize("tense", list(Tense))
def test_the_weekday_of_the_publication_day_is_that_day_under_any_verb(tense):
    assert place_weekday(3, WEDNESDAY, tense) == WEDNESDAY


@pytest.mark.parametrize(
    ("weekday", "tense", "expected"),
    [
        (5, Tense.PAST, date(2024, 6, 14)),
        (5, Tense.NONE, date(2024, 6, 14)),
        (5, Tense.FUTURE, date(2024, 6, 21)),
        (4, Tense.OPEN, date(2024, 6, 20)),  # 1 day ahead, 6 behind: clearly nearer
        (6, Tense.OPEN, date(2024, 6, 15)),  # 3 ahead, 4 behind: not clearly
    ],
)
def test_a_weekday_lies_behind_unless_the_verb_points_on(weekday, tense, expected):
    assert place_weekday(weekday, WEDNESDAY, tense) == expected


@pytest.mark.parametrize(
    ("month", "tense", "expected"),
    [
        (3, Tense.PAST, "2024-03"),
        (9, Tense.PAST, "2023-09"),
        (9, Tense.NONE, "2024-09"),
        (9, Tense.FUTURE, "2024-09"),
        (3, Tense.FUTURE, "2025-03"),
        (6, Tense.PAST, "2024-06"),
    ],
)
def test_a_month_lies_behind_a_past_verb_ahead_of_a_future_one_else_nearest(month, tense, expected):
    named = part_of_year(Grain.MONTH, 2000, month)
    assert place_yearly(named, WEDNESDAY, tense).value == expected


def test_the_29th_of_february_exists_only_near_a_leap_year():
    assert place_month_day(2, 29, date(2024, 6, 19), Tense.PAST) == date(2024, 2, 29)
    assert place_month_day(2, 29, date(2022, 6, 19), Tense.PAST) is None


def test_a_day_beside_the_edges_of_the_calendar_is_still_a_day():
    assert place_weekday(7, date.min, Tense.PAST) == date.min
    assert place_month_day(12, 31, date.max, Tense.PAST) == date.max
