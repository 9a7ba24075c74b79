"""Holidays and seasons: Christmas, last Thanksgiving, Easter 2024, this summer, the winter."""

from collections.abc import Callable
from datetime import MAXYEAR, date, timedelta
from typing import Any

from tasks.enrich.temporal.context import Context
from tasks.enrich.temporal.direction import choose_by_tense, governing_tense, place_yearly
from tasks.enrich.temporal.grammar import Match, Rule
from tasks.enrich.temporal.periods import (
    FINENESS,
    WINTER,
    Grain,
    Period,
    part_of_year,
    period_of,
    widen,
)
from tasks.enrich.temporal.readings import UNKNOWN, Reading, on_period, unresolved
from tasks.enrich.temporal.rules.months import story_year, year_shift
from tasks.enrich.temporal.rules.weekdays import with_daypart


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous computus published in 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap_centuries, rest_of_centuries = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leap_years, rest_of_years = divmod(rest, 4)
    sunday = (32 + 2 * rest_of_centuries + 2 * leap_years - epact - rest_of_years) % 7
    late_moon = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * late_moon + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, which: int, first_day: int = 1) -> date:
    """The which-th weekday (1 Monday) of a month counted from first_day; which -1 is the last."""
    if which == -1:
        last = Period(Grain.MONTH, year * 12 + month - 1).last_day
        return last - timedelta((last.isoweekday() - weekday) % 7)
    first = date(year, month, first_day)
    return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (which - 1))


#: The first month of each season, by its index.
_FIRST_MONTHS = (3, 6, 9, 12)

#: How the day of a holiday follows from its lexicon value and a year.
_HOLIDAY_DAYS: dict[str, Callable[[Any, int], date]] = {
    "fixed_holiday": lambda value, year: date(year, *value),
    "moving_holiday": lambda value, year: nth_weekday(year, *value),
    "easter_holiday": lambda value, year: easter(year) + timedelta(value),
}


def _holiday(match: Match, context: Context) -> Reading | None:
    """Christmas, Easter 2024, Christmas of 2022, last Thanksgiving, Christmas night."""
    return with_daypart(match, _day_of_holiday(match, context))


def _day_of_holiday(match: Match, context: Context) -> Reading:
    name = next(name for name in _HOLIDAY_DAYS if match.holds(name))
    value, day_of = match.value(name), _HOLIDAY_DAYS[name]
    if match.has("year"):
        return on_period(period_of(day_of(value, match.value("year", "year")), Grain.DAY))
    if context.tells_story:
        day = day_of(value, min(max(context.last_period.year_number, 1), MAXYEAR))
        return context.from_last_date(period_of(day, Grain.DAY))
    anchor = context.publication_day
    if anchor is None:
        return unresolved(UNKNOWN[Grain.DAY])
    years = range(max(anchor.year - 1, 1), min(anchor.year + 1, 9999) + 1)
    days = [day_of(value, year) for year in years]
    shift = year_shift(match)
    if shift == -1:
        days = [day for day in days if day < anchor][-1:]
    elif shift == 1:
        days = [day for day in days if day > anchor][:1]
    if not days:
        return unresolved(UNKNOWN[Grain.DAY])
    tense = governing_tense(match.tokens, match.start, match.end)
    day = choose_by_tense(days, anchor, tense)
    return context.from_publication(period_of(day, Grain.DAY))


def _season(match: Match, context: Context) -> Reading | None:
    """The season, or a lone season name after a preposition; never "to fall" or "the fall of"."""
    tokens = match.tokens
    cues = ("date_cue", "span_cue") if match.has("the") else ("year_cue",)
    has_cue = match.has("part") or any(tokens.has(match.start - 1, name) for name in cues)
    if not has_cue or tokens.has(match.end, "of"):
        return None
    index = match.value("season")
    if context.tells_story:
        reading = context.from_last_date(_story_season(context, index))
    elif context.publication_day is None:
        reading = _unknown_season(index)
    else:
        tense = governing_tense(tokens, match.start, match.end)
        named = Period(Grain.SEASON, index)
        reading = context.from_publication(
            place_yearly(named, context.publication_day, tense, per_year=4)
        )
    return reading.modified(match.value("part", "part"))


def _story_season(context: Context, index: int) -> Period:
    """The season of the last date where it is that one, else that of its year, or the next."""
    last = context.last_period
    here = widen(last, Grain.SEASON) if FINENESS[last.grain] < FINENESS[Grain.YEAR] else None
    if here and here.number % 4 == index:
        return here
    year = story_year(context, _FIRST_MONTHS[index])
    return part_of_year(Grain.SEASON, year, index + 1)


def _same_season(match: Match, context: Context) -> Reading | None:
    """that summer, the same winter: of the year spoken of."""
    index = match.value("season")
    if context.last_period is None:
        return _unknown_season(index)
    return context.from_last_date(_story_season(context, index))


def _season_of_year(match: Match, context: Context) -> Reading | None:
    """the spring of the following year, the summer of that year, the fall of last year."""
    index, shift = match.value("season"), year_shift(match)
    if match.holds("previous", "pointer") or match.holds("following", "pointer"):
        shift = -1 if match.holds("previous", "pointer") else 1
        year = context.mentioned(Grain.YEAR)
    elif match.holds("that", "pointer"):
        shift, year = 0, context.mentioned(Grain.YEAR)
    else:
        year = context.current(Grain.YEAR)
    if year is None:
        return _unknown_season(index)
    period = part_of_year(Grain.SEASON, year.number + (shift or 0), index + 1)
    if match.holds("this", "pointer") or match.holds("last", "pointer"):
        return context.from_publication(period)
    return context.from_last_date(period)


def _following_season(match: Match, context: Context) -> Reading | None:
    """the following spring, the previous winter, the next summer: from the last date."""
    index, last = match.value("season"), context.last_period
    here = widen(last, Grain.SEASON) if last else None
    if here is None:
        return _unknown_season(index)
    ahead = (index - here.number) % 4
    if last.grain is Grain.YEAR:  # told of a year, the following spring is the next year's
        ahead = part_of_year(Grain.SEASON, last.number + 1, index + 1).number - here.number
    is_back = match.holds("previous", "pointer")
    return context.from_last_date(here.plus(ahead - 4 if is_back else ahead or 4))


def _pointed_season(match: Match, context: Context) -> Reading | None:
    """last fall, next spring; this summer is the year's, this winter the one that is or comes."""
    index, shift = match.value("season"), year_shift(match)
    modifier = match.value("part", "part")
    here = context.current(Grain.SEASON)
    if here is None:
        return _unknown_season(index).modified(modifier)
    ahead = (index - here.number) % 4
    if shift == 0 and index != WINTER:
        period = part_of_year(Grain.SEASON, context.publication_day.year, index + 1)
    elif shift == -1 or match.holds("last", "pointer"):
        period = here.plus(ahead - 4)
    else:
        period = here.plus(ahead if shift == 0 else ahead or 4)
    return context.from_publication(period).modified(modifier)


def _unknown_season(index: int) -> Reading:
    return unresolved(f"XXXX-{part_of_year(Grain.SEASON, 1, index + 1).value[-2:]}")


_PART = r"(?P<part>{part})?"

RULES = (
    Rule(
        "holiday",
        r"(?P<pointer><this|last|next>)?<fixed_holiday|moving_holiday|easter_holiday>"
        r"(?:<comma|in|of>?(?P<year><year>)|(?P<daypart><daypart>))?",
        _holiday,
    ),
    Rule("season", r"(?P<the><the>)?" + _PART + r"<season>", _season),
    Rule(
        "season-of-year",
        r"<the>?"
        + _PART
        + r"<season><of>?(?P<pointer><this|last|next|that>|<the><following|previous>)<year_word>",
        _season_of_year,
    ),
    Rule("season-same", r"<that><season>", _same_season),
    Rule("season-following", r"<the>(?P<pointer><previous|following>)<season>", _following_season),
    Rule(
        "season-pointed",
        _PART + r"<the>?(?P<pointer><this>?<last|next>|<this>)<season>",
        _pointed_season,
    ),
)
