"""Clock times and parts of a day: 10 p.m. Wednesday, noon, 0735 GMT, in the morning."""

from tasks.enrich.temporal.context import Context
from tasks.enrich.temporal.grammar import Match, Rule
from tasks.enrich.temporal.periods import Grain, day_period
from tasks.enrich.temporal.readings import UNKNOWN, Reading, at_time, on_period, unresolved
from tasks.enrich.temporal.rules.absolute import read_year
from tasks.enrich.temporal.rules.months import month_day
from tasks.enrich.temporal.rules.weekdays import bare_weekday

_NOON_HOURS = 12


def clock_value(match: Match) -> str | None:
    """The TIMEX3 clock time, T22:00; None when the numbers are none."""
    if match.holds("noon"):
        return f"T{match.value('noon'):02d}:00"
    if match.holds("military_clock", "clock"):
        hour, minute = match.value("military_clock", "clock")
    elif match.holds("clock", "clock"):
        hour, minute = match.value("clock", "clock")
    else:
        hour, minute = match.value("hour", "clock"), 0
    if hour is None:
        return None
    half = match.value("meridiem") if match.holds("meridiem") else None
    if match.holds("daypart"):
        half = 0 if match.value("daypart") == "MO" else _NOON_HOURS
    if half is not None:
        if not 1 <= hour <= _NOON_HOURS:
            return None
        hour = hour % _NOON_HOURS + half
    return f"T{hour:02d}:{minute:02d}"


def _time(match: Match, context: Context) -> Reading | None:
    clock = clock_value(match)
    if clock is None:
        return None
    day = _day_spoken_of(match, context)
    return at_time(day, clock).modified(match.value("bound", "bound"))


def _day_spoken_of(match: Match, context: Context) -> Reading:
    """The day of the last date, when that is a day; else the publication day."""
    last = context.last_period
    if last is not None and last.grain is Grain.DAY:
        return context.from_last_date(last)
    return context.shifted(Grain.DAY, 0)


def _time_on_day(match: Match, context: Context) -> Reading | None:
    clock = clock_value(match)
    if clock is None:
        return None
    if match.has("year") and (year := read_year(match)) is not None:
        period = day_period(year, match.value("month"), match.value("day", "day"))
        return at_time(on_period(period), clock) if period else None
    if match.holds("month"):
        day = month_day(match, context)
    elif match.holds("deictic_day"):
        day = context.shifted(Grain.DAY, match.value("deictic_day"))
    else:
        day = bare_weekday(match, context)
    return at_time(day, clock).modified(match.value("bound", "bound"))


def _part_of_day(match: Match, context: Context) -> Reading | None:
    """in the morning, by mid-afternoon."""
    period = context.mentioned(Grain.DAY) or context.current(Grain.DAY)
    if period is None:
        return unresolved(UNKNOWN[Grain.DAY] + f"T{match.value('daypart')}", "TIME")
    day = context.same_as(period)
    return at_time(day, f"T{match.value('daypart')}").modified(match.value("part", "part"))


_BOUND = r"(?P<bound><bound>)?"
_CLOCK = r"(?P<clock><clock|hour><meridiem>|<clock>|<noon>|<military_clock>(?=<zone>))<zone>?"
_ON_DAY = (
    r"<comma|on>?(?:(?:{weekday}<comma>?)?(?:{month}(?P<day>{day})(?:<comma>?(?P<year><year>))?)"
    r"|{weekday}|<deictic_day>)"
)

RULES = (
    Rule("time-on-day", _BOUND + _CLOCK + _ON_DAY, _time_on_day),
    Rule(
        "time",
        _BOUND
        + r"(?P<clock><clock|hour><meridiem>|<noon>|<clock|military_clock>(?=<zone>))<zone>?",
        _time,
    ),
    Rule("time", r"(?<=<at|until|bound>)(?P<clock><clock>)", _time),
    Rule("time", r"(?P<clock><hour|clock>)<in><the><daypart>", _time),
    Rule("daypart-the", r"(?<=<in>)<the><daypart>", _part_of_day),
    Rule("daypart-the", r"(?P<part><part>)<hyphen>?<daypart>", _part_of_day),
)
