"""Clock times and parts of a day: 10 p.m. Wednesday, noon, 0735 GMT, in the morning."""

from tasks.enrich.temporal.context import Context
from tasks.enrich.temporal.grammar import Match, Rule, read_number
from tasks.enrich.temporal.periods import Grain, day_period
from tasks.enrich.temporal.readings import UNKNOWN, Reading, at_time, on_period, unresolved
from tasks.enrich.temporal.rules.absolute import read_year
from tasks.enrich.temporal.rules.months import day_number, day_of_month, month_day
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
    elif match.holds("decimal_clock", "clock"):
        hour, minute = match.value("decimal_clock", "clock")
    elif match.holds("clock_word", "clock"):
        hour, minute = int(read_number(match.tokens, *match.parts["clock"]) or 0), 0
        if not 1 <= hour <= _NOON_HOURS:
            return None
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
    day = _named_day(match, context)
    return at_time(day, clock).modified(match.value("bound", "bound")) if day else None


def _named_day(match: Match, context: Context) -> Reading | None:
    """The day a time or a part of a day stands beside: a date, today, a weekday."""
    day_part = "day" if match.has("day") else "day_first"
    if match.has("year") and (year := read_year(match)) is not None:
        period = day_period(year, match.value("month"), day_number(match, day_part))
        return on_period(period) if period else None
    if match.holds("month"):
        return month_day(match, context, day_part)
    if match.holds("deictic_day"):
        return context.shifted(Grain.DAY, match.value("deictic_day"))
    return bare_weekday(match, context)


def _part_of_named_day(match: Match, context: Context) -> Reading | None:
    """the night of Oct. 23, early in the morning of 10 June 1944, the evening of the 5th."""
    day = _named_day(match, context)
    if day is None:
        return None
    clock = f"T{match.value('daypart', 'daypart')}"
    return at_time(day, clock).modified(match.value("part", "part"))


def _part_of_spoken_day(match: Match, context: Context) -> Reading | None:
    """the morning of the 27th."""
    day = day_of_month(match, context)
    clock = f"T{match.value('daypart', 'daypart')}"
    return at_time(day, clock).modified(match.value("part", "part")) if day else None


def _part_of_day(match: Match, context: Context) -> Reading | None:
    """in the morning, by mid-afternoon, at dawn."""
    period = context.mentioned(Grain.DAY) or context.current(Grain.DAY)
    if period is None:
        return unresolved(UNKNOWN[Grain.DAY] + f"T{match.value('daypart')}", "TIME")
    day = context.same_as(period)
    return at_time(day, f"T{match.value('daypart')}").modified(match.value("part", "part"))


_O_CLOCK = r"<hour|numeral><o_word><apostrophe><clock_word>"
_MILITARY = r"<military_clock>(?=<zone|hour_word>)<hour_word>?"
_BOUND = r"(?P<bound><bound>)?"
_CLOCK = r"(?P<clock><clock|decimal_clock|hour><meridiem>|<clock>|<noon>|" + _MILITARY + r")<zone>?"
_ON_DAY = (
    r"<comma|on|of>{0,2}(?:(?:{weekday}<comma>?)?"
    r"(?:{month}(?P<day>{day})|(?P<day_first>{day}|<the><ordinal>)<of>?{month})"
    r"(?:<comma>?(?P<year><year>))?|{weekday}|<deictic_day>)"
)
_PART_OF = r"(?:(?P<part><part>)(?:<in>?<the>|<hyphen>)?|<the>)(?P<daypart><daypart>)"

RULES = (
    Rule("time-on-day", _BOUND + _CLOCK + _ON_DAY, _time_on_day),
    Rule(
        "time",
        _BOUND
        + r"(?P<clock><clock|decimal_clock|hour><meridiem>|<noon>|<clock>(?=<zone>)|"
        + _MILITARY
        + r")<zone>?",
        _time,
    ),
    Rule("time", r"(?<=<at|until|bound>)(?P<clock><clock>)", _time),
    Rule("time", r"(?P<clock><hour|clock>|" + _O_CLOCK + r")<in><the><daypart>", _time),
    Rule("time", _BOUND + r"(?P<clock>" + _O_CLOCK + r")", _time),
    Rule(
        "daypart-of-day",
        _PART_OF + r"(?=<of|on>)" + _ON_DAY,
        _part_of_named_day,
    ),
    Rule("daypart-of-day", _PART_OF + r"<of><the>(?P<day><ordinal_day>)", _part_of_spoken_day),
    Rule("daypart-the", r"(?<=<in>)<the><daypart>", _part_of_day),
    Rule("daypart-the", r"(?P<part><part>)<hyphen>?<daypart>", _part_of_day),
)
