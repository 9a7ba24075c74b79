"""Dates named without their year or week: month and day, month, weekday, holiday, season."""

from datetime import date, timedelta
from math import ceil

from tasks.enrich.temporal.context import Context, Genre
from tasks.enrich.temporal.direction import (
    Tense,
    governing_tense,
    place_month_day,
    place_weekday,
    place_yearly,
)
from tasks.enrich.temporal.grammar import Match, Rule
from tasks.enrich.temporal.periods import Grain, Period, day_period, part_of_year, period_of
from tasks.enrich.temporal.readings import Reading, at_time, between, on_period, unresolved

_BACKWARD = Tense.PAST

#: In a narrative a month this many months before the last one is the next year's: stories move on.
_STEP_BACK = 6


def is_story_bound(context: Context) -> bool:
    """Whether names are counted from the date last spoken of."""
    return context.genre is Genre.NARRATIVE and context.last_period is not None


def with_daypart(match: Match, reading: Reading) -> Reading:
    """The reading as a TIME when a part of day follows; with its modifier when one stands before."""
    daypart = match.value("daypart", "daypart")
    modifier = match.value("part", "part")
    if daypart and reading.first:
        reading = at_time(reading, f"T{daypart}")
    return reading.modified(modifier)


def story_year(context: Context, month: int) -> int:
    """The year of a month in a narrative: that of the last date, or the next one's after a step back."""
    last = context.last_period
    year = last.year_number
    is_finer_than_year = last.grain in (Grain.DAY, Grain.WEEK, Grain.MONTH)
    if is_finer_than_year and last.first_day and last.first_day.month - month > _STEP_BACK:
        return year + 1
    return year


def month_day(match: Match, context: Context, day_part: str = "day") -> Reading:
    """A month and a day: the year from the story, from a full date before, or from the tense."""
    month = match.value("month")
    day = match.value("day", day_part) or match.value("ordinal", day_part)
    value = f"XXXX-{month:02d}-{day:02d}"
    if is_story_bound(context):
        period = day_period(story_year(context, month), month, day)
        return context.from_last_date(period) if period else unresolved(value)
    if context.publication_day is None:
        return unresolved(value)
    if year := context.known_days.get((month, day)):
        return context.from_last_date(day_period(year, month, day))
    tense = _tense(match)
    placed = place_month_day(month, day, context.publication_day, tense)
    return context.from_publication(period_of(placed, Grain.DAY)) if placed else unresolved(value)


def _tense(match: Match) -> Tense:
    if match.holds("last", "pointer"):
        return _BACKWARD
    if match.holds("next", "pointer"):
        return Tense.FUTURE
    return governing_tense(match.tokens, match.start, match.end)


def _month_day(match: Match, context: Context) -> Reading | None:
    day = match.value("day", "day") or match.value("ordinal", "day")
    if day_period(2024, match.value("month"), day) is None:  # a leap year: has every day there is
        return None
    return with_daypart(match, month_day(match, context))


def _day_range(match: Match, context: Context) -> Reading | None:
    if match.value("day", "from") >= match.value("day", "to"):
        return None
    if day_period(2024, match.value("month"), match.value("day", "to")) is None:
        return None
    first, last = (month_day(match, context, part) for part in ("from", "to"))
    return between(first, last)


def _day_continued(match: Match, context: Context) -> Reading | None:
    """The second day of "April 24 and 25"."""
    last = context.last_period
    if last is None or last.grain is not Grain.DAY or last.first_day is None:
        return None
    before = last.first_day
    day = match.value("day", "core")
    if before.month != match.value("month") or before.day >= day:
        return None
    period = day_period(before.year, before.month, day)
    return context.from_last_date(period) if period else None


def _month(match: Match, context: Context) -> Reading | None:
    if not _reads_as_month(match):
        return None
    month = match.value("month")
    modifier = match.value("part", "part")
    if is_story_bound(context):
        period = part_of_year(Grain.MONTH, story_year(context, month), month)
        return context.from_last_date(period).modified(modifier)
    if context.publication_day is None:
        return unresolved(f"XXXX-{month:02d}").modified(modifier)
    named = part_of_year(Grain.MONTH, 2000, month)
    tense = governing_tense(match.tokens, match.start, match.end)
    period = place_yearly(named, context.publication_day, tense)
    return context.from_publication(period).modified(modifier)


def _reads_as_month(match: Match) -> bool:
    """Whether the word is the month: not "May" before a surname, "march" as a noun."""
    tokens, before, after = match.tokens, match.start - 1, match.end
    if match.has("part"):
        return True
    has_cue = any(tokens.has(before, name) for name in ("date_cue", "determiner", "comma", "month"))
    if tokens.has(after, "capital") and tokens.ends[after - 1] + 1 == tokens.starts[after]:
        return has_cue and not match.holds("ambiguous_month")
    if not match.holds("ambiguous_month"):
        return True
    return has_cue and not (tokens.has(before, "determiner") and tokens.has(after, "to"))


def _pointed_month(match: Match, context: Context) -> Reading | None:
    """last March, this September, next May."""
    month = match.value("month")
    here = context.current(Grain.MONTH)
    if here is None:
        return unresolved(f"XXXX-{month:02d}")
    distance = (part_of_year(Grain.MONTH, 2000, month).number - here.number) % 12
    if match.holds("last", "pointer"):
        number = here.number + distance - 12
    elif match.holds("this", "pointer"):
        number = here.number - here.number % 12 + month - 1
    else:
        number = here.number + (distance or 12)
    return context.from_publication(Period(Grain.MONTH, number))


def _month_of_year(match: Match, context: Context) -> Reading | None:
    """October this year, June of last year, January of that year."""
    shift = year_shift(match)
    if shift is None:
        year = context.mentioned(Grain.YEAR) or context.current(Grain.YEAR)
    else:
        year = context.current(Grain.YEAR)
        year = year.plus(shift) if year else None
    month = match.value("month")
    if year is None:
        return unresolved(f"XXXX-{month:02d}")
    period = part_of_year(Grain.MONTH, year.number, month)
    reading = context.from_publication(period) if shift is not None else context.same_as(period)
    return reading.modified(match.value("part", "part"))


def year_shift(match: Match) -> int | None:
    """-1, 0 or 1 for last, this, next in the part `pointer`; None for "that"."""
    for name, shift in (("this", 0), ("last", -1), ("next", 1)):
        if match.holds(name, "pointer"):
            return shift
    return None


def _weekday(match: Match, context: Context) -> Reading | None:
    weekday = match.value("weekday")
    if match.holds("short_weekday") and not match.tokens.has(match.start - 1, "on"):
        return None
    anchor = context.publication_day
    if is_story_bound(context) and context.last_period.grain is Grain.DAY:
        last = context.last_period.first_day
        ahead = (weekday - last.isoweekday()) % 7
        return with_daypart(match, context.from_last_date(context.last_period.plus(ahead)))
    if anchor is None:
        return with_daypart(match, unresolved(f"XXXX-WXX-{weekday}"))
    tense = governing_tense(match.tokens, match.start, match.end)
    day = place_weekday(weekday, anchor, tense)
    return with_daypart(match, context.from_publication(period_of(day, Grain.DAY)))


def _pointed_weekday(match: Match, context: Context) -> Reading | None:
    """last Friday, next Monday, this coming Sunday; the previous Friday from the last date."""
    weekday = match.value("weekday")
    is_relative = match.holds("previous", "pointer") or (
        match.holds("following", "pointer") and match.holds("the")
    )
    anchor = context.last_day if is_relative and context.last_day else context.publication_day
    if anchor is None:
        return with_daypart(match, unresolved(f"XXXX-WXX-{weekday}"))
    here = period_of(anchor, Grain.DAY)
    ahead = (weekday - anchor.isoweekday()) % 7
    if match.holds("last", "pointer") or match.holds("previous", "pointer"):
        period = here.plus(ahead - 7)
    elif match.holds("next", "pointer") or match.holds("following", "pointer"):
        period = here.plus(ahead or 7)
    else:
        tense = governing_tense(match.tokens, match.start, match.end)
        period = here.plus(ahead - 7 if tense is Tense.PAST and ahead else ahead)
    is_from_last = anchor is not context.publication_day
    reading = context.from_last_date(period) if is_from_last else context.from_publication(period)
    return with_daypart(match, reading)


def _weekday_of_week(match: Match, context: Context) -> Reading | None:
    """Monday of last week."""
    shift = year_shift(match)
    week = context.current(Grain.WEEK)
    if week is None or shift is None:
        return unresolved(f"XXXX-WXX-{match.value('weekday')}")
    monday = week.plus(shift).first_day
    if monday is None:
        return None
    period = period_of(monday, Grain.DAY).plus(match.value("weekday") - 1)
    return with_daypart(match, context.from_publication(period))


def _holiday(match: Match, context: Context) -> Reading | None:
    year_of = {
        "fixed_holiday": lambda value, year: date(year, *value),
        "moving_holiday": lambda value, year: _nth_weekday(year, *value),
        "easter_holiday": lambda value, year: _easter(year) + timedelta(value),
    }
    name = next(name for name in year_of if match.holds(name))
    value = match.value(name)
    anchor = context.publication_day
    if match.has("year"):
        year = match.value("year", "year")
        return context_free(year_of[name](value, year))
    if anchor is None:
        return unresolved("XXXX-XX-XX")
    years = range(max(anchor.year - 1, 1), min(anchor.year + 1, 9999) + 1)
    days = [year_of[name](value, year) for year in years]
    if match.holds("last", "pointer"):
        days = [day for day in days if day < anchor]
    elif match.holds("next", "pointer"):
        days = [day for day in days if day > anchor]
    if not days:
        return unresolved("XXXX-XX-XX")
    nearest = min(days, key=lambda day: abs((day - anchor).days))
    return with_daypart(match, context.from_publication(period_of(nearest, Grain.DAY)))


def context_free(day: date) -> Reading:
    """A DATE on a day that needs no anchor."""
    return on_period(period_of(day, Grain.DAY))


def _nth_weekday(year: int, month: int, weekday: int, which: float) -> date:
    """The which-th such weekday of a month; -1 the last; a half adds a day to the one before it.

    1.5 is the day after the first such weekday's eve: Election Day, the Tuesday after a Monday.
    """
    if which == -1:
        last = Period(Grain.MONTH, year * 12 + month - 1).last_day
        return last - timedelta((last.isoweekday() - weekday) % 7)
    first = date(year, month, 1 if which == int(which) else 2)
    first += timedelta((weekday - first.isoweekday()) % 7)
    return first + timedelta(7 * (ceil(which - 0.5) - 1))


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous computus of 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap, rest_leap = divmod(century, 4)
    epact_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - epact_shift + 15) % 30
    quarter, remainder = divmod(rest, 4)
    sunday = (32 + 2 * rest_leap + 2 * quarter - epact - remainder) % 7
    shift = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _season(match: Match, context: Context) -> Reading | None:
    """last fall, this summer, the summer; a lone season only after a preposition."""
    tokens, before, after = match.tokens, match.start - 1, match.end
    is_pointed = match.has("pointer")
    if not is_pointed:
        has_cue = any(tokens.has(before, name) for name in ("date_cue", "span_cue"))
        if not has_cue or tokens.has(after, "of") or tokens.has(before, "to"):
            return None
    modifier = match.value("part", "part")
    named = part_of_year(Grain.SEASON, 2000, match.value("season") + 1)
    if is_story_bound(context) and not is_pointed:
        period = part_of_year(Grain.SEASON, context.last_period.year_number, named.number % 4 + 1)
        return context.from_last_date(period).modified(modifier)
    here = context.current(Grain.SEASON)
    if here is None:
        return unresolved(f"XXXX-{named.value[-2:]}").modified(modifier)
    ahead = (named.number - here.number) % 4
    if match.holds("last", "pointer"):
        period = here.plus(ahead - 4)
    elif match.holds("next", "pointer"):
        period = here.plus(ahead or 4)
    elif match.holds("this", "pointer"):
        period = here.plus(ahead - 4 if ahead == 3 else ahead)
        if period.year_number != context.publication_day.year and named.number % 4 != 3:
            period = part_of_year(Grain.SEASON, context.publication_day.year, named.number % 4 + 1)
    else:
        tense = governing_tense(tokens, match.start, match.end)
        period = place_yearly(named, context.publication_day, tense, per_year=4)
    return context.from_publication(period).modified(modifier)


_PART = r"(?P<part>{part})?"
_DAYPART = r"(?P<daypart><daypart>)?"

RULES = (
    Rule(
        "month-day",
        r"(?:{weekday}<comma>?<the>?)?{month}(?P<day>{day}|<ordinal>)"
        + _DAYPART
        + r"(?!<counted|percent|scale>)",
        _month_day,
        0.95,
    ),
    Rule(
        "month-day",
        r"(?:{weekday}<comma>?<the>?)?(?P<day>{day}|<the><ordinal>)<of>?{month}" + _DAYPART,
        _month_day,
        0.93,
    ),
    Rule("month-day", r"(?P<pointer><last|next>){month}(?P<day>{day})", _month_day, 0.9),
    Rule(
        "month-day-range",
        r"{month}(?P<from><day>)<dash|to>(?P<to><day>)(?!<counted|percent|digits>)",
        _day_range,
        0.9,
    ),
    Rule("month-day-range", r"(?P<from><day>)<dash|to>(?P<to><day>){month}", _day_range, 0.9),
    Rule(
        "month-day-next",
        r"{month}<day>(?:<comma><day>)*<comma>?<and|or>(?P<core><day>)(?!<counted|percent|scale|month|unit>)",
        _day_continued,
        0.9,
    ),
    Rule("month-bare", _PART + r"{month}", _month, 0.9),
    Rule("month-pointed", r"(?P<pointer><this|last|next>){month}", _pointed_month, 0.95),
    Rule(
        "month-of-year",
        _PART + r"{month}<of>?(?P<pointer><this|last|next|that>)<year_word>",
        _month_of_year,
        0.9,
    ),
    Rule("weekday-bare", _PART + r"{weekday}" + _DAYPART, _weekday, 0.9),
    Rule(
        "weekday-pointed",
        r"<the>?(?P<pointer><this>?<last|this|next|previous|following>){weekday}" + _DAYPART,
        _pointed_weekday,
        0.95,
    ),
    Rule(
        "weekday-of-week",
        r"{weekday}" + _DAYPART + r"<of>?(?P<pointer><this|last|next>)<week_word>",
        _weekday_of_week,
        0.9,
    ),
    Rule(
        "holiday",
        r"(?P<pointer><this|last|next>)?{holiday}<comma>?(?P<year><year>)?",
        _holiday,
        0.9,
    ),
    Rule("season", _PART + r"<the>?(?P<pointer><this>?<this|last|next>)<season>", _season, 0.9),
    Rule("season", _PART + r"<the>?<season>", _season, 0.8),
)
