"""Months, and days of a month, named without their year: March, Oct. 23, June 3-5, last May."""

from datetime import date

from tasks.enrich.temporal.context import Context
from tasks.enrich.temporal.direction import (
    Tense,
    governing_tense,
    place_month_day,
    place_yearly,
)
from tasks.enrich.temporal.grammar import Match, Rule, read_number
from tasks.enrich.temporal.periods import (
    FINENESS,
    Grain,
    Period,
    day_period,
    part_of_year,
    period_of,
    widen,
)
from tasks.enrich.temporal.readings import (
    PUBLICATION_DAY,
    UNKNOWN,
    Reading,
    between,
    on_period,
    unresolved,
)

#: In a story, a month more than this many months before the last one is the next year's.
_STEP_BACK = 6
#: A year that has every day a year can have, to tell 29 February from 30 February.
_LEAP_YEAR = 2024
#: How many weeks of a month can be counted from its first.
_WEEKS = 4
_MONTHS = 12
#: The days of the units that a part of a month is counted in.
_DAYS_IN = {"day": 1, "week": 7}


def year_shift(match: Match) -> int | None:
    """-1, 0 or 1 for last, this, next in the part `pointer`; None where it is none of these."""
    for name, shift in (("this", 0), ("last", -1), ("next", 1)):
        if match.holds(name, "pointer"):
            return shift
    return None


def month_day(match: Match, context: Context, day_part: str = "day") -> Reading:
    """A month and a day: the year from the story, a full date before, the weekday or the tense.

    A day no year has keeps an X.
    """
    month, day = match.value("month"), day_number(match, day_part)
    if day_period(_LEAP_YEAR, month, day) is None:
        return unresolved(f"XXXX-{month:02d}-XX")
    unknown = unresolved(f"XXXX-{month:02d}-{day:02d}")
    if context.tells_story:
        period = day_period(story_year(context, month), month, day)
        return context.from_last_date(period) if period else unknown
    anchor = context.publication_day
    if anchor is None:
        return unknown
    if year := context.known_days.get((month, day)):
        return context.from_last_date(day_period(year, month, day))
    weekday = match.value("weekday")
    placed = weekday and _nearest_on_weekday(weekday, month, day, anchor)
    placed = placed or place_month_day(month, day, anchor, _tense(match))
    return context.from_publication(period_of(placed, Grain.DAY)) if placed else unknown


def day_number(match: Match, part: str = "day") -> int | None:
    """The day of the month that a part names: 23, 23rd, the third."""
    return match.value("day", part) or match.value("ordinal", part)


def story_year(context: Context, month: int) -> int:
    """The year of the last date; the one after where the story would step far back."""
    last = context.last_period
    if FINENESS[last.grain] > FINENESS[Grain.YEAR]:  # a decade has no May
        last = context.mentioned(Grain.YEAR) or last
    is_fine = FINENESS[last.grain] < FINENESS[Grain.HALF] or last.grain is Grain.SEASON
    is_fine = is_fine and last.first_day is not None
    steps_back = is_fine and last.first_day.month - month > _STEP_BACK
    return last.year_number + steps_back


def _nearest_on_weekday(weekday: int, month: int, day: int, anchor: date) -> date | None:
    """The date in the years around the anchor that falls on the weekday the text names."""
    for year in (anchor.year, anchor.year - 1, anchor.year + 1):
        period = day_period(year, month, day)
        if period and period.first_day.isoweekday() == weekday:
            return period.first_day
    return None


def _tense(match: Match) -> Tense:
    shift = year_shift(match)
    if shift:
        return Tense.PAST if shift < 0 else Tense.FUTURE
    return governing_tense(match.tokens, match.start, match.end)


def _day_range(match: Match, context: Context) -> Reading | None:
    if match.value("day", "from") >= match.value("day", "to"):
        return None
    first, last = (month_day(match, context, part) for part in ("from", "to"))
    return between(first, last)


def _day_continued(match: Match, context: Context) -> Reading | None:
    """The second day of "April 24 and 25"."""
    last = context.last_period
    if last is None or last.grain is not Grain.DAY or last.first_day is None:
        return None
    before, day = last.first_day, match.value("day", "core")
    if before.month != match.value("month") or before.day >= day:
        return None
    period = day_period(before.year, before.month, day)
    return context.from_last_date(period) if period else None


def day_of_month(match: Match, context: Context) -> Reading | None:
    """on the 22nd: of the month last spoken of, or the next one where that day is past."""
    last, day = context.last_period, match.value("ordinal_day")
    if last is None or last.grain not in (Grain.DAY, Grain.MONTH) or last.first_day is None:
        return None
    steps_back = last.grain is Grain.DAY and day < last.first_day.day
    months = widen(last, Grain.MONTH).number + steps_back
    period = day_period(months // 12, months % 12 + 1, day)
    return context.from_last_date(period) if period else None


def _month(match: Match, context: Context) -> Reading | None:
    return _placed_month(match, context) if _reads_as_month(match) else None


def _placed_month(match: Match, context: Context) -> Reading:
    """The month in its year, where the word is known to be one."""
    month = match.value("month")
    if context.tells_story:
        period = part_of_year(Grain.MONTH, story_year(context, month), month)
        reading = context.from_last_date(period)
    elif context.publication_day is None:
        reading = unresolved(f"XXXX-{month:02d}")
    else:
        named = part_of_year(Grain.MONTH, _LEAP_YEAR, month)
        tense = governing_tense(match.tokens, match.start, match.end)
        reading = context.from_publication(place_yearly(named, context.publication_day, tense))
    return reading.modified(match.value("part", "part"))


def _reads_as_month(match: Match) -> bool:
    """Whether the word is the month: not "May" before a surname, not "march" as a noun."""
    tokens, before, after = match.tokens, match.start - 1, match.end
    if match.has("part"):
        return True
    has_cue = any(tokens.has(before, name) for name in ("date_cue", "determiner", "comma", "month"))
    has_cue = has_cue or (tokens.has(before, "dash") and tokens.has(before - 1, "month"))
    is_ambiguous = match.holds("ambiguous_month")
    if tokens.has(after, "capital") and tokens.starts[after] - tokens.ends[after - 1] <= 1:
        return has_cue and not is_ambiguous
    if not is_ambiguous:
        return True
    return has_cue and not (tokens.has(before, "determiner") and tokens.has(after, "to"))


def _pointed_month(match: Match, context: Context) -> Reading | None:
    """last March, this September, next May."""
    month = match.value("month")
    here = context.current(Grain.MONTH)
    if here is None:
        return unresolved(f"XXXX-{month:02d}")
    ahead = (month - 1 - here.number) % 12
    shift = year_shift(match)
    if shift == 0:
        return context.from_publication(part_of_year(Grain.MONTH, here.year_number, month))
    return context.from_publication(here.plus(ahead - 12 if shift < 0 else ahead or 12))


def _neighbour_month(match: Match, context: Context) -> Reading | None:
    """the following June, the previous May: counted from the last date."""
    month, here = match.value("month"), context.mentioned(Grain.MONTH)
    if here is None:
        year = context.mentioned(Grain.YEAR)
        if year is None:
            return unresolved(f"XXXX-{month:02d}")
        # told of a year, the following June is the next year's
        shift = -1 if match.holds("previous", "pointer") else 1
        return context.from_last_date(part_of_year(Grain.MONTH, year.number + shift, month))
    ahead = (month - 1 - here.number) % 12
    is_back = match.holds("previous", "pointer")
    return context.from_last_date(here.plus(ahead - 12 if is_back else ahead or 12))


def _day_of_year(match: Match, context: Context) -> Reading | None:
    """20 August of the same year, March 3 of last year."""
    shift = year_shift(match)
    year = context.current(Grain.YEAR) if shift is not None else context.mentioned(Grain.YEAR)
    month, day = match.value("month"), day_number(match)
    if year is None:
        return unresolved(f"XXXX-{month:02d}-{day:02d}")
    period = day_period(year.number + (shift or 0), month, day)
    if period is None:
        return unresolved(f"XXXX-{month:02d}-XX")
    return context.same_as(period) if shift is None else context.from_publication(period)


def _month_of_year(match: Match, context: Context) -> Reading | None:
    """October this year, June of last year, January of that year."""
    shift, month = year_shift(match), match.value("month")
    year = context.current(Grain.YEAR) if shift is not None else context.mentioned(Grain.YEAR)
    if year is None:
        return unresolved(f"XXXX-{month:02d}")
    period = part_of_year(Grain.MONTH, year.number + (shift or 0), month)
    reading = context.same_as(period) if shift is None else context.from_publication(period)
    return reading.modified(match.value("part", "part"))


def _same_month_of_year(match: Match, context: Context) -> Reading | None:
    """the same month of 2022, the same month last year: the one spoken of, in another year."""
    last = context.mentioned(Grain.MONTH)
    if last is None:
        return unresolved(UNKNOWN[Grain.MONTH])
    if match.has("year"):
        return on_period(part_of_year(Grain.MONTH, match.value("year", "year"), _month_no(last)))
    year = context.current(Grain.YEAR)
    if year is None:
        return unresolved(f"XXXX-{_month_no(last):02d}")
    year = year.plus(year_shift(match) or 0)
    return context.from_publication(part_of_year(Grain.MONTH, year.number, _month_no(last)))


def _month_no(month: Period) -> int:
    return month.number % _MONTHS + 1


def _days_of_month(match: Match, context: Context) -> Reading | None:
    """the first ten days of June, the last two weeks of May 2023: from day to day."""
    if match.has("year"):
        month: Period | None = part_of_year(
            Grain.MONTH, match.value("year", "year"), match.value("month")
        )
    else:
        month = _placed_month(match, context).period
    count = read_number(match.tokens, *match.parts["count"])
    is_later = (match.value("ordinal", "which") or 1) > 1  # the second ten days
    if month is None or month.first_day is None or not count or is_later:
        return None
    length = int(count * _DAYS_IN[match.value("unit")])
    days = period_of(month.first_day, Grain.DAY), period_of(month.last_day, Grain.DAY)
    if not 1 <= length <= days[1].number - days[0].number + 1:
        return None
    if match.holds("last", "which"):
        first, last = days[1].plus(1 - length), days[1]
    else:
        first, last = days[0], days[0].plus(length - 1)
    make = on_period if match.has("year") else context.from_last_date
    return between(make(first), make(last))


def _week_of_month(match: Match, context: Context) -> Reading | None:
    """the first week of August, the last week of May 1944: the week that holds its middle day."""
    index = match.value("ordinal", "which")
    if match.has("year"):
        month: Period | None = part_of_year(
            Grain.MONTH, match.value("year", "year"), match.value("month")
        )
    else:
        month = _placed_month(match, context).period
    if month is None or month.first_day is None or (index and index > _WEEKS):
        return unresolved(UNKNOWN[Grain.WEEK])
    first, last = month.first_day, month.last_day
    middle = first.toordinal() + 7 * index - 4 if index else last.toordinal() - 3
    week = widen(Period(Grain.DAY, middle), Grain.WEEK)
    return on_period(week) if match.has("year") else context.from_last_date(week)


def _week_of(match: Match, context: Context) -> Reading | None:
    """the week of March 6."""
    day = month_day(match, context)
    week: Period | None = day.period and widen(day.period, Grain.WEEK)
    if week is None:
        return unresolved(UNKNOWN[Grain.WEEK])
    if day.anchor_kind == PUBLICATION_DAY:
        return context.from_publication(week)
    return context.same_as(week)


_WEEKDAY = r"(?:<this|last|next>{0,2}{weekday}<comma>?<the>?)?"
_PART = r"(?P<part>{part})?"
_OF_YEAR = r"<of>(?P<pointer><this|last|next|that>)<year_word>"
_NO_COUNT = r"(?!<counted|percent|scale>)"

RULES = (
    Rule("month-day", _WEEKDAY + r"{month}(?P<day>{day}|<ordinal>)" + _NO_COUNT, month_day),
    Rule("month-day", _WEEKDAY + r"(?P<day>{day}|<the><ordinal>)<of>?{month}", month_day),
    Rule("month-day", r"(?P<pointer><last|next>){month}(?P<day><day>)", month_day),
    Rule(
        "month-day-range",
        r"{month}(?P<from><day>)<dash|to>(?P<to><day>)(?!<counted|percent|digits>)",
        _day_range,
    ),
    Rule("month-day-range", r"(?P<from><day>)<dash|to|slash>(?P<to><day>){month}", _day_range),
    Rule(
        "month-day-next",
        r"{month}<day>(?:<comma><day>){0,8}<comma>?<and|or>(?P<core><day>)"
        r"(?!<counted|percent|scale|month|unit>)",
        _day_continued,
    ),
    Rule(
        "day-of-month",
        r"(?<=<day_cue>)<the><ordinal_day>"
        r"(?=<comma|stop|closed|semicolon|quotation|break|conjunction|determiner|to|dash>|$)",
        day_of_month,
    ),
    Rule(
        "day-of-year",
        r"{month}(?P<day>{day}|<ordinal>)" + _OF_YEAR,
        _day_of_year,
    ),
    Rule("day-of-year", r"(?P<day>{day}|<the><ordinal>)<of>?{month}" + _OF_YEAR, _day_of_year),
    Rule("month-neighbour", r"<the>(?P<pointer><previous|following>){month}", _neighbour_month),
    Rule("month-bare", _PART + r"{month}", _month),
    Rule("month-pointed", r"(?P<pointer><this|last|next>){month}", _pointed_month),
    Rule(
        "month-of-year",
        _PART + r"{month}<of>?(?P<pointer><this|last|next|that>)<year_word>",
        _month_of_year,
    ),
    Rule(
        "week-of",
        r"<the>(?P<which><ordinal|last>)<week_word><of>{month}(?:<comma>?(?P<year><year>))?",
        _week_of_month,
    ),
    Rule("week-of", r"<the>?<week_word><of>{month}(?P<day><day>)", _week_of),
    Rule(
        "days-of-month",
        r"<the>(?P<which><ordinal|last>)(?P<count>{number})<day_or_week_plural><of>{month}"
        r"(?:<comma>?(?P<year><year>))?",
        _days_of_month,
    ),
    Rule(
        "month-same",
        r"(?:<that>|<the><corresponding>)<month_word>"
        r"(?:<of|in>(?P<year><year>)|<of>?(?P<pointer><this|last|next>)<year_word>)",
        _same_month_of_year,
    ),
)
