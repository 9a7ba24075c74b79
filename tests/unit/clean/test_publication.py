"""The publication day is chosen among candidates, and every loser has its reason."""

from dataclasses import replace
from datetime import date

import pytest

from tasks.clean.clean import clean_page
from tasks.clean.judge import Harvest
from tasks.clean.publication import publication_candidates
from tasks.extract.printed_days import find_days
from tasks.extract.text import read_text
from tasks.models import DateCandidate, DayOrder

LEAD = "The ferry left at noon on {weekday} with forty passengers on board, the office said."
BODY = "Its captain said the crossing would take two hours longer than usual because of the wind."
CAPTION = "The ferry on March 7, 2024. [Jonas Ek/AP Photo]"
FOOTER = "© 2026 The Valley Post. All rights reserved."


def dates(*lines: str):
    return clean_page(read_text("\n\n".join(lines), "utf-8")).dates


def test_the_year_of_a_copyright_line_is_refused():
    (found,) = dates("Ferry sails", LEAD.format(weekday="Thursday"), BODY, FOOTER)
    assert (found.candidate.year, found.is_chosen) == (2026, False)
    assert "footer" in found.refused_because


def test_a_caption_gives_a_day_with_lower_confidence_than_a_stamp():
    lines = ("Ferry sails", CAPTION, LEAD.format(weekday="Friday"), BODY)
    (caption,) = dates(*lines)
    assert (caption.candidate, caption.origin) == (date(2024, 3, 7), "caption_date")
    stamp, loser = dates("Ferry sails", "Published: 8 March 2024", *lines[1:])
    assert (stamp.candidate, stamp.is_chosen) == (date(2024, 3, 8), True)
    assert stamp.confidence > caption.confidence
    assert "weaker evidence" in loser.refused_because


def test_a_weekday_of_the_text_bears_the_caption_out():
    with_weekday = dates("Ferry", CAPTION, LEAD.format(weekday="Thursday"), BODY)[0]
    without = dates("Ferry", CAPTION, LEAD.format(weekday="Friday"), BODY)[0]
    assert with_weekday.confidence > without.confidence


def test_a_file_picture_says_nothing_of_the_day():
    old = "FILE - The ferry on March 7, 2019. [Jonas Ek/AP Photo]"
    assert dates("Ferry sails", old, LEAD.format(weekday="Thursday"), BODY) == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("13 Sep 2023", date(2023, 9, 13)),
        ("September 13th, 2023", date(2023, 9, 13)),
        ("2023-09-13T08:00:00Z", date(2023, 9, 13)),
        ("7. März 2024", date(2024, 3, 7)),
        ("le 1er août 2024", date(2024, 8, 1)),
        ("19 de junio de 2024", date(2024, 6, 19)),
        ("13.09.2023", date(2023, 9, 13)),
        ("9/13/2023", date(2023, 9, 13)),
    ],
)
def test_full_dates_are_read_in_several_languages(text, day):
    assert [found.day for found in find_days(text)] == [day]


def test_days_that_no_calendar_has_are_left_out():
    assert find_days("31 June 2024 and 30/30/2024") == []


def test_a_date_whose_parts_could_be_exchanged_says_so():
    (found,) = find_days("05/06/2024")
    assert found.is_ambiguous


def given(day: int, origin: str, confidence: float) -> DateCandidate:
    return DateCandidate(date(2024, 6, day), origin, f"{day} June 2024", confidence=confidence)


def chosen_day(*candidates: DateCandidate, harvest: Harvest | None = None) -> int:
    found = publication_candidates(candidates, harvest or Harvest(), None, (), "")
    assert [c.is_chosen for c in found] == [True] + [False] * (len(found) - 1)
    return found[0].candidate.day


def test_two_kinds_of_evidence_outweigh_one_stronger_statement():
    assert chosen_day(given(19, "metadata", 0.95), given(20, "url", 0.9)) == 19
    printed = given(20, "published_stamp", 0.85)
    assert chosen_day(given(19, "metadata", 0.95), given(20, "url", 0.9), printed) == 20


def test_two_fields_of_one_kind_are_one_witness():
    fields = [given(20, "metadata", 0.9), replace(given(20, "metadata", 0.75), evidence_text="b")]
    assert chosen_day(given(19, "metadata", 0.95), *fields) == 19


def test_of_two_fields_that_are_as_sure_the_earlier_day_is_the_publication():
    assert chosen_day(given(20, "metadata", 0.95), given(19, "metadata", 0.95)) == 19


def test_a_stamp_beside_the_headline_outweighs_stamps_elsewhere():
    harvest = Harvest(dates=[("25 June 2024", "published_stamp", "25 June 2024")])
    assert chosen_day(given(19, "published_stamp", 0.6), harvest=harvest) == 19


def test_a_day_of_change_does_not_bear_out_a_rival_of_the_stated_day():
    given = [
        DateCandidate(date(2024, 3, 7), "metadata", "published", confidence=0.95),
        DateCandidate(date(2024, 3, 8), "metadata", "also published", confidence=0.95),
    ]
    harvest = Harvest(dates=[("8 March 2024", "updated_stamp", "Updated 8 March 2024")])
    best = publication_candidates(given, harvest, None, [], "")[0]
    assert best.candidate == date(2024, 3, 7)


def test_a_day_of_change_is_the_day_where_nothing_states_another():
    harvest = Harvest(dates=[("8 March 2024", "updated_stamp", "Updated 8 March 2024")])
    (best,) = publication_candidates([], harvest, None, [], "")
    assert (best.candidate, best.is_chosen) == (date(2024, 3, 8), True)


def test_a_month_of_the_address_bears_out_the_days_in_it():
    month = DateCandidate(date(2024, 3, 1), "url", "/2024/03/", precision="month", confidence=0.3)
    inside = DateCandidate(date(2024, 3, 7), "published_stamp", "7 March", confidence=0.5)
    outside = DateCandidate(date(2024, 5, 2), "metadata", "2 May", confidence=0.6)
    best = publication_candidates([month, inside, outside], Harvest(), None, [], "")[0]
    assert best.candidate == date(2024, 3, 7)


@pytest.mark.parametrize(
    ("order", "expected"),
    [(DayOrder.MONTH_FIRST, date(2024, 3, 4)), (DayOrder.DAY_FIRST, date(2024, 4, 3))],
)
def test_a_byline_in_figures_is_read_in_the_outlets_order(order, expected):
    byline = "Maren Holt, 03/04/2024"
    best, other = publication_candidates([], Harvest(), byline, [], "", order)
    assert (best.candidate, best.is_chosen) == (expected, True)
    assert str(order) in other.refused_because
