"""Calendar arithmetic: numbered periods, their days and their TIMEX3 names."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.enrich.temporal.periods import (
    Grain,
    Period,
    century_period,
    day_period,
    nearest_yearly,
    part_of_year,
    period_of,
    shift_day,
    widen,
    year_period,
)

_days = st.dates()
_grains = st.sampled_from(list(Grain))


@given(_days, _grains.filter(lambda grain: grain is not Grain.WEEKEND))
def test_a_day_lies_in_its_period(day, grain):
    period = period_of(day, grain)
    first, last = period.first_day, period.last_day
    assert (first or date.min) <= day <= (last or date.max)


@given(_days, _grains)
def test_the_next_period_starts_after_the_last_day(day, grain):
    period = period_of(day, grain)
    following = period.plus(1)
    if period.last_day and following.first_day:
        gap = timedelta(6) if grain is Grain.WEEKEND else timedelta(1)
        assert following.first_day == period.last_day + gap
        assert following.plus(-1) == period


@given(_grains, st.integers(-(10**7), 10**7))
def test_a_period_has_both_days_in_order_or_misses_one_at_the_edge_of_the_calendar(grain, number):
    period = Period(grain, number)
    first, last = period.first_day, period.last_day
    if first and last:
        assert first <= last
    assert period.value


@given(_days, _grains)
def test_distinct_periods_of_a_grain_have_distinct_names(day, grain):
    period = period_of(day, grain)
    if period.first_day and period.plus(1).first_day:
        assert period.value != period.plus(1).value


@pytest.mark.parametrize(
    ("grain", "value", "first", "last"),
    [
        (Grain.DAY, "2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
        (Grain.WEEK, "2024-W09", date(2024, 2, 26), date(2024, 3, 3)),
        (Grain.WEEKEND, "2024-W09-WE", date(2024, 3, 2), date(2024, 3, 3)),
        (Grain.MONTH, "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        (Grain.QUARTER, "2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
        (Grain.HALF, "2024-H1", date(2024, 1, 1), date(2024, 6, 30)),
        (Grain.SEASON, "2023-WI", date(2023, 12, 1), date(2024, 2, 29)),
        (Grain.YEAR, "2024", date(2024, 1, 1), date(2024, 12, 31)),
        (Grain.DECADE, "202", date(2020, 1, 1), date(2029, 12, 31)),
        (Grain.CENTURY, "20", date(2000, 1, 1), date(2099, 12, 31)),
    ],
)
def test_the_periods_of_a_leap_day(grain, value, first, last):
    period = period_of(date(2024, 2, 29), grain)
    assert (period.value, period.first_day, period.last_day) == (value, first, last)


def test_a_leap_week_belongs_to_the_year_that_has_most_of_it():
    assert period_of(date(2021, 1, 1), Grain.WEEK).value == "2020-W53"
    assert period_of(date(2024, 12, 30), Grain.WEEK).value == "2025-W01"


def test_years_before_the_common_era_have_a_name_and_no_days():
    assert year_period(-479).value == "BC0480"
    assert year_period(-479).first_day is None
    assert century_period(5, before_christ=True).value == "BC04"


def test_the_first_decade_and_century_begin_with_the_year_one():
    assert Period(Grain.DECADE, 0).first_day == date(1, 1, 1)
    assert Period(Grain.CENTURY, 0).last_day == date(99, 12, 31)


def test_the_calendar_ends_with_the_year_9999():
    assert year_period(9999).last_day == date(9999, 12, 31)
    assert year_period(10000).first_day is None
    assert day_period(10000, 1, 1) is None


def test_a_day_the_calendar_does_not_have_is_no_period():
    assert day_period(2023, 2, 29) is None
    assert day_period(2024, 2, 29).first_day == date(2024, 2, 29)


def test_a_period_widens_to_the_one_that_holds_its_start():
    march = part_of_year(Grain.MONTH, 2024, 3)
    assert widen(march, Grain.YEAR).value == "2024"
    assert widen(march, Grain.MONTH) == march
    assert widen(year_period(-479), Grain.CENTURY) is None


@pytest.mark.parametrize(
    ("day", "count", "grain", "expected"),
    [
        (date(2024, 3, 31), -1, Grain.MONTH, date(2024, 2, 29)),
        (date(2024, 2, 29), -1, Grain.YEAR, date(2023, 2, 28)),
        (date(2024, 6, 19), -2, Grain.WEEK, date(2024, 6, 5)),
        (date(2024, 6, 19), 2.5, Grain.YEAR, date(2026, 12, 19)),
        (date(2024, 6, 19), 1, Grain.DECADE, date(2034, 6, 19)),
        (date(2024, 6, 19), -3000, Grain.YEAR, None),
        (date(2024, 6, 19), 1e12, Grain.DAY, None),
        (date.max, 1, Grain.DAY, None),
        (date.max, 1, Grain.MONTH, None),
    ],
)
def test_a_day_is_shifted_by_units_with_clamping_and_without_leaving_the_calendar(
    day, count, grain, expected
):
    assert shift_day(day, count, grain) == expected


@given(_days, st.integers(1, 12))
def test_the_nearest_month_of_a_name_is_at_most_half_a_year_away(day, month):
    here = period_of(day, Grain.MONTH)
    nearest = nearest_yearly(part_of_year(Grain.MONTH, 2000, month), day, 12)
    assert abs(nearest.number - here.number) <= 6
    assert nearest.number % 12 == month - 1
