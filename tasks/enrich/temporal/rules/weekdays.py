"""Weekdays: Wednesday, Friday night, last Monday, the previous Friday, Monday of last week."""

from tasks.enrich.temporal.context import Context
from tasks.enrich.temporal.direction import Tense, governing_tense, place_weekday
from tasks.enrich.temporal.grammar import Match, Rule
from tasks.enrich.temporal.periods import Grain, period_of
from tasks.enrich.temporal.readings import Reading, at_time, unresolved
from tasks.enrich.temporal.rules.months import year_shift


def with_daypart(match: Match, reading: Reading) -> Reading:
    """The reading as a TIME where a part of day is named; with the modifier that stands before."""
    daypart = match.value("daypart", "daypart")
    if daypart:
        reading = at_time(reading, f"T{daypart}")
    return reading.modified(match.value("part", "part"))


def bare_weekday(match: Match, context: Context) -> Reading:
    """The day a weekday without pointer names: from the publication day, by the tense."""
    weekday, anchor = match.value("weekday"), context.publication_day
    if anchor is None:
        return unresolved(f"XXXX-WXX-{weekday}")
    if match.tokens.has(match.end, "possessive"):
        tense = Tense.NONE  # "Friday's vote" is a vote that was, whatever the verb
    else:
        tense = governing_tense(match.tokens, match.start, match.end, heeds_cues=False)
    return context.from_publication(period_of(place_weekday(weekday, anchor, tense), Grain.DAY))


def _weekday(match: Match, context: Context) -> Reading | None:
    if match.holds("short_weekday") and not match.tokens.has(match.start - 1, "on"):
        return None
    last = context.last_period
    if context.tells_story and last.grain is Grain.DAY and last.first_day:
        ahead = (match.value("weekday") - last.first_day.isoweekday()) % 7
        return with_daypart(match, context.from_last_date(last.plus(ahead)))
    return with_daypart(match, bare_weekday(match, context))


def _pointed_weekday(match: Match, context: Context) -> Reading | None:
    """last Friday, next Monday, this coming Sunday; the previous Friday from the last date."""
    weekday = match.value("weekday")
    is_previous = match.holds("previous", "pointer")
    is_following = match.holds("following", "pointer")
    is_from_last = context.last_day is not None and (
        is_previous or (is_following and match.has("the"))
    )
    anchor = context.last_day if is_from_last else context.publication_day
    if anchor is None:
        return with_daypart(match, unresolved(f"XXXX-WXX-{weekday}"))
    ahead = (weekday - anchor.isoweekday()) % 7
    if is_previous or match.holds("last", "pointer"):
        count = ahead - 7
    elif is_following or match.holds("next", "pointer"):
        count = ahead or 7
    else:
        tense = governing_tense(match.tokens, match.start, match.end)
        count = ahead - 7 if tense is Tense.PAST and ahead else ahead
    period = period_of(anchor, Grain.DAY).plus(count)
    reading = context.from_last_date(period) if is_from_last else context.from_publication(period)
    return with_daypart(match, reading)


def _weekday_of_week(match: Match, context: Context) -> Reading | None:
    """Monday of last week."""
    week, weekday = context.current(Grain.WEEK), match.value("weekday")
    monday = week.plus(year_shift(match)).first_day if week else None
    if monday is None:
        return unresolved(f"XXXX-WXX-{weekday}")
    day = period_of(monday, Grain.DAY).plus(weekday - 1)
    return with_daypart(match, context.from_publication(day))


_DAYPART = r"(?P<daypart><daypart>)?"

#: "earlier Friday" compares with what was told, and is no part of the expression.
_PART = r"(?P<part>(?!<earlier|later>){part})?"

RULES = (
    Rule("weekday-bare", _PART + r"{weekday}" + _DAYPART, _weekday),
    Rule(
        "weekday-pointed",
        r"(?P<the><the>)?(?P<pointer><this>?<last|this|next|previous|following>){weekday}"
        + _DAYPART,
        _pointed_weekday,
    ),
    Rule(
        "weekday-of-week",
        r"{weekday}" + _DAYPART + r"<of>?(?P<pointer><this|last|next>)<week_word>",
        _weekday_of_week,
    ),
)
