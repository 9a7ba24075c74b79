"""The first of two dates that share what is said once: 9 and 18 August, May to August 1944."""

from tasks.enrich.temporal.context import Context
from tasks.enrich.temporal.grammar import Match, Rule
from tasks.enrich.temporal.periods import (
    Grain,
    century_period,
    day_period,
    part_of_year,
    year_period,
)
from tasks.enrich.temporal.readings import Reading, on_period
from tasks.enrich.temporal.rules.absolute import era_year, period_reading, read_year
from tasks.enrich.temporal.rules.months import day_number, month_day


def _day(match: Match, context: Context) -> Reading | None:
    """The first days of "between 9 and 18 August 1944", "on 5, 6 and 7 June"."""
    if not match.has("year"):
        return month_day(match, context, "core")
    year = read_year(match)
    period = year and day_period(year, match.value("month"), match.value("day", "core"))
    return on_period(period) if period else None


def _month(match: Match, context: Context) -> Reading | None:
    """August of "August-September 1939", May 10 of "May 10 to June 25, 1940".

    Where the first month is the later one, it is of the year before: November to January 1945.
    """
    year, month = read_year(match), match.value("month")
    if year is None:
        return None
    year -= month > match.value("month", "second")
    if not match.has("day"):
        return period_reading(match, part_of_year(Grain.MONTH, year, month))
    period = day_period(year, month, day_number(match))
    return on_period(period) if period else None


def _season(match: Match, context: Context) -> Reading | None:
    """The first of "the spring and summer of 1942"."""
    year = read_year(match)
    if year is None:
        return None
    return period_reading(match, part_of_year(Grain.SEASON, year, match.value("season") + 1))


def _century(match: Match, context: Context) -> Reading | None:
    """The first of "the 12th and 13th centuries"."""
    period = century_period(match.value("ordinal"), match.holds("before_christ"))
    return period_reading(match, period)


def _era_year(match: Match, context: Context) -> Reading | None:
    """The first year of "between 264 and 241 BC"."""
    year = era_year(match)
    return None if year is None else on_period(year_period(year))


_LINK = r"<dash|slash|and|or|to|until>"
_ERA = r"<before_christ|christian_era>"
_PART = r"(?P<part>{part})?"
_DAY_AND_YEAR = r"<day>{month}(?:<comma>?(?P<year><year>))?"
_SECOND_YEAR = r"(?P<second>{month})<of|comma>?(?P<year>{year})"

RULES = (
    Rule(
        "pair-day",
        r"(?<=<between|day_cue>)(?P<core><day>)(?:<comma><day>)?<comma>?<and|or>" + _DAY_AND_YEAR,
        _day,
    ),
    Rule("pair-day", r"(?<=<day><comma>)(?P<core><day>)<comma>?<and|or>" + _DAY_AND_YEAR, _day),
    Rule(
        "pair-month",
        r"(?P<core>" + _PART + r"{month})" + _LINK + r"{part}?" + _SECOND_YEAR,
        _month,
    ),
    Rule(
        "pair-month",
        r"(?P<core>{month}(?P<day>{day}))"
        + _LINK
        + r"(?P<second>{month}){day}<comma>?(?P<year>{year})",
        _month,
    ),
    Rule(
        "pair-month",
        r"(?P<core>(?P<day>{day})<of>?{month})" + _LINK + r"{day}<of>?" + _SECOND_YEAR,
        _month,
    ),
    Rule(
        "pair-season",
        r"(?P<core><the>?"
        + _PART
        + r"<season>)"
        + _LINK
        + r"<the>?{part}?<season><of>?(?P<year>{year})",
        _season,
    ),
    Rule(
        "pair-century",
        r"(?P<core><the>?" + _PART + r"<ordinal>)<and|to|or><the>?<ordinal><hyphen>?<century_word>"
        r"<before_christ|christian_era>?",
        _century,
    ),
    Rule("pair-era", r"(?P<core>(?P<era><digits>))<and|to|or><digits>" + _ERA, _era_year),
)
