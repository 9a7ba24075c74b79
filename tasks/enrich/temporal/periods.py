"""Calendar arithmetic: periods of one grain, numbered, so that "next" is plus one.

In: days and whole numbers. Out: `Period` values with their TIMEX3 name and their first and last
day. Never reads a clock, never raises for a period outside the calendar: a year before 1 or after
9999 keeps its name where TIMEX3 has one, and has no days.
"""

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum


class Grain(StrEnum):
    """The size of a calendar period."""

    DAY = "day"
    WEEK = "week"
    WEEKEND = "weekend"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


SPRING, SUMMER, AUTUMN, WINTER = range(4)
_SEASON_NAMES = ("SP", "SU", "FA", "WI")

#: How many periods of a grain make a year, for the grains that divide it evenly.
_PER_YEAR = {Grain.MONTH: 12, Grain.QUARTER: 4, Grain.HALF: 2, Grain.SEASON: 4, Grain.YEAR: 1}
#: How many years a period of a grain lasts.
_YEARS = {Grain.DECADE: 10, Grain.CENTURY: 100}

#: Grains from fine to coarse, for comparing them.
FINENESS = {grain: rank for rank, grain in enumerate(Grain)}


@dataclass(frozen=True, slots=True)
class Period:
    """One calendar period.

    number counts periods of the grain from the calendar's origin: a day's is its ordinal, a
    month's is year * 12 + month - 1, a decade's is year // 10. Seasons are the meteorological
    ones: winter 2024 is December 2024 to February 2025. Weeks are ISO weeks. A century is the
    hundred years that share their first two digits (TIMEX3 "19" is 1900 to 1999).
    """

    grain: Grain
    number: int

    def plus(self, count: int) -> "Period":
        """The period that lies count periods later; earlier for a negative count."""
        return Period(self.grain, self.number + count)

    @property
    def first_day(self) -> date | None:
        """The first day, or None when it lies outside years 1 to 9999."""
        ordinal = _first_ordinal(self)
        return date.fromordinal(ordinal) if ordinal else None

    @property
    def last_day(self) -> date | None:
        """The last day, or None when it lies outside years 1 to 9999."""
        if self.grain is Grain.DAY:
            return self.first_day
        if self.grain is Grain.WEEKEND:
            first = self.first_day
            return first + timedelta(1) if first and first < date.max else None
        following = _first_ordinal(self.plus(1))
        if following and following > 1:
            return date.fromordinal(following - 1)
        return date.max if self.first_day and self.year_number == MAXYEAR else None

    @property
    def year_number(self) -> int:
        """The year the period begins in; not positive before the year 1."""
        if self.grain in _PER_YEAR:
            return self.number // _PER_YEAR[self.grain]
        if self.grain in _YEARS:
            return self.number * _YEARS[self.grain]
        first = self.first_day
        return first.year if first else 0

    @property
    def value(self) -> str:
        """The TIMEX3 value: 2024-06-19, 2024-W25, 2024-Q2, 2024-SU, 198, 19, BC0480 ..."""
        if self.grain in (Grain.DAY, Grain.WEEK, Grain.WEEKEND):
            return _day_value(self)
        if self.grain is Grain.CENTURY:
            return f"{self.number:02d}" if self.number >= 0 else f"BC{-self.number - 1:02d}"
        if self.grain is Grain.DECADE:
            return f"{self.number:03d}" if self.number >= 0 else f"BC{-self.number - 1:03d}"
        year, index = divmod(self.number, _PER_YEAR[self.grain])
        name = f"{year:04d}" if year > 0 else f"BC{1 - year:04d}"
        if self.grain is Grain.MONTH:
            return f"{name}-{index + 1:02d}"
        if self.grain is Grain.SEASON:
            return f"{name}-{_SEASON_NAMES[index]}"
        if self.grain is Grain.YEAR:
            return name
        return f"{name}-{self.grain.value[0].upper()}{index + 1}"


def _day_value(period: Period) -> str:
    first = period.first_day
    if first is None:
        return "XXXX-XX-XX" if period.grain is Grain.DAY else "XXXX-WXX"
    if period.grain is Grain.DAY:
        return first.isoformat()
    year, week, _ = first.isocalendar()
    return f"{year:04d}-W{week:02d}" + ("-WE" if period.grain is Grain.WEEKEND else "")


def _first_ordinal(period: Period) -> int | None:
    """Proleptic ordinal of the first day; None outside the calendar."""
    number = period.number
    if period.grain is Grain.DAY:
        ordinal = number
    elif period.grain is Grain.WEEK:
        ordinal = number * 7 + 1  # 1 January of the year 1 is a Monday
    elif period.grain is Grain.WEEKEND:
        ordinal = number * 7 + 6
    elif period.grain is Grain.SEASON:
        year, index = divmod(number, 4)
        return _month_ordinal(year * 12 + 2 + index * 3)
    elif period.grain in _YEARS:
        # The year 0 does not exist: the first decade and century begin with the year 1.
        return _month_ordinal((number * _YEARS[period.grain] or 1) * 12)
    else:
        return _month_ordinal(number * 12 // _PER_YEAR[period.grain])
    return ordinal if 1 <= ordinal <= date.max.toordinal() else None


def _month_ordinal(months: int) -> int | None:
    year, month = divmod(months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month + 1, 1).toordinal()


def period_of(day: date, grain: Grain) -> Period:
    """The period of that grain which holds the day; for a weekend, the one of the day's week."""
    if grain is Grain.DAY:
        return Period(grain, day.toordinal())
    if grain in (Grain.WEEK, Grain.WEEKEND):
        return Period(grain, (day.toordinal() - 1) // 7)
    if grain is Grain.SEASON:
        return Period(grain, (day.year * 12 + day.month - 1 - 2) // 3)
    if grain in _YEARS:
        return Period(grain, day.year // _YEARS[grain])
    per_year = _PER_YEAR[grain]
    return Period(grain, day.year * per_year + (day.month - 1) * per_year // 12)


def widen(period: Period, grain: Grain) -> Period | None:
    """The period of a coarser or equal grain that holds the start of this one, if it has days.

    A year is known without them: that of the spring of 480 BC.
    """
    if grain is period.grain:
        return period
    first = period.first_day
    if first is None and grain is Grain.YEAR and period.grain in _PER_YEAR:
        return Period(grain, period.year_number)
    return period_of(first, grain) if first else None


def day_period(year: int, month: int, day: int) -> Period | None:
    """One day, or None for a day the calendar does not have (30 February, year 10000)."""
    try:
        return Period(Grain.DAY, date(year, month, day).toordinal())
    except ValueError:
        return None


def part_of_year(grain: Grain, year: int, index: int) -> Period:
    """The index-th (from 1) month, quarter, half or season of a year; index 1 for the year."""
    return Period(grain, year * _PER_YEAR[grain] + index - 1)


def year_period(year: int) -> Period:
    """A year; 0 is 1 BC, -479 is 480 BC."""
    return Period(Grain.YEAR, year)


def decade_period(year: int) -> Period:
    """The decade that holds the year."""
    return Period(Grain.DECADE, year // 10)


def century_period(ordinal: int, before_christ: bool = False) -> Period:
    """The ordinal-th century: 20 is 1900 to 1999."""
    return Period(Grain.CENTURY, -ordinal if before_christ else ordinal - 1)


def shift_day(day: date, count: float, grain: Grain) -> date | None:
    """The day count units away; a month's missing last days are clamped; None off the calendar.

    Fractions of months and years are taken in whole months, of weeks and days in whole days.
    """
    try:
        if grain in (Grain.DAY, Grain.WEEK, Grain.WEEKEND):
            return day + timedelta(days=round(count * (1 if grain is Grain.DAY else 7)))
        months = round(
            count * (12 / _PER_YEAR[grain] if grain in _PER_YEAR else 12 * _YEARS[grain])
        )
        index = day.year * 12 + day.month - 1 + months
        first = date(index // 12, index % 12 + 1, 1)
    except (ValueError, OverflowError):
        return None
    last = Period(Grain.MONTH, index).last_day or first
    return first.replace(day=min(day.day, last.day))


def nearest_yearly(period_in: Period, day: date, per_year: int) -> Period:
    """Of the yearly repetitions of a period, the one whose start lies nearest to the day's period.

    per_year is the number of such periods in a year (12 for a month name, 4 for a season name);
    a tie goes to the past.
    """
    here = period_of(day, period_in.grain).number
    distance = (period_in.number - here) % per_year
    return Period(period_in.grain, here + distance - (per_year if 2 * distance >= per_year else 0))
