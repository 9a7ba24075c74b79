"""Dates that point: today, last year, three weeks ago, the following month, that day."""

from tasks.enrich.temporal.context import Context, Genre
from tasks.enrich.temporal.direction import POINTS_ON, Tense, governing_tense
from tasks.enrich.temporal.grammar import Match, Rule, read_amount
from tasks.enrich.temporal.periods import Grain, period_of, shift_day
from tasks.enrich.temporal.readings import (
    FUTURE_REF,
    PAST_REF,
    PRESENT_REF,
    UNIT_GRAINS,
    UNKNOWN,
    Amount,
    Reading,
    at_time,
    between,
    lasting,
    unresolved,
    vague,
)
from tasks.enrich.temporal.rules.durations import ending_at_anchor
from tasks.enrich.temporal.rules.weekdays import with_daypart

_TUESDAY, _FRIDAY = 2, 5


def _grain(match: Match) -> Grain | None:
    """The grain of the unit in the match; None for a part of a day."""
    entry = UNIT_GRAINS.get(match.value("unit"))
    return entry[0] if entry else None


def _deictic_day(match: Match, context: Context) -> Reading | None:
    """today, yesterday morning, the day before yesterday; the "today" of a story is its present."""
    shift = match.value("beyond") if match.holds("beyond") else match.value("deictic_day")
    if context.genre is Genre.NARRATIVE and shift == 0 and not match.has("daypart"):
        return vague(PRESENT_REF)
    return with_daypart(match, context.shifted(Grain.DAY, shift))


def _this_daypart(match: Match, context: Context) -> Reading | None:
    """this morning, tonight, last night."""
    shift = -1 if match.holds("last", "pointer") else 0
    daypart = match.value("daypart", "daypart") or "NI"
    if match.holds("last", "pointer") and daypart != "NI":
        return None
    day = context.shifted(Grain.DAY, shift)
    return at_time(day, f"T{daypart}").modified(match.value("part", "part"))


def _pointed_unit(match: Match, context: Context) -> Reading | None:
    """last year, this week, next month; after "the" a stretch, or counted from the last date."""
    grain = _grain(match)
    if grain is None:
        return None
    modifier = match.value("part", "part")
    if grain is Grain.WEEKEND:
        return _weekend(match, context).modified(modifier)
    if match.holds("latest", "pointer"):
        return context.shifted(grain, -1)
    has_article = match.has("the")
    after_span_cue = match.tokens.has(match.start - 1, "span_cue")
    if match.holds("this", "pointer"):
        if grain is Grain.DAY:
            return None
        if grain is Grain.QUARTER and context.reported_quarter and not has_article:
            return context.same_as(context.reported_quarter)
        return context.shifted(grain, 0).modified(modifier)
    if match.holds("last", "pointer"):
        if has_article and match.tokens.has(match.end, "of"):
            return None  # the last day of the sale
        if has_article:
            return ending_at_anchor(Amount(1), match.value("unit"), context)
        if grain is Grain.DAY:
            return None
        return context.shifted(grain, -1).modified(modifier)
    if has_article and after_span_cue and grain is not Grain.DAY:
        return lasting(Amount(1), match.value("unit"))
    if grain is Grain.DAY or has_article:
        return context.shifted_from_last(grain, 1) or unresolved(UNKNOWN[grain])
    return context.shifted(grain, 1).modified(modifier)


def _weekend(match: Match, context: Context) -> Reading:
    """The weekend that is or comes, under a future verb; else the one that was."""
    here = context.current(Grain.WEEKEND)
    if here is None:
        return unresolved(UNKNOWN[Grain.WEEKEND])
    weekday = context.publication_day.isoweekday()
    is_weekend_now = weekday > _FRIDAY
    if match.holds("last", "pointer"):
        return context.from_publication(here.plus(-1))
    if match.holds("next", "pointer"):
        return context.from_publication(here.plus(1 if is_weekend_now else 0))
    tense = governing_tense(match.tokens, match.start, match.end)
    is_just_over = weekday <= _TUESDAY and tense is Tense.PAST
    is_named_this = match.holds("this", "pointer") and not is_just_over
    if is_weekend_now or tense in POINTS_ON or is_named_this:
        return context.from_publication(here)
    return context.from_publication(here.plus(-1))


def _neighbour_unit(match: Match, context: Context) -> Reading | None:
    """the following month, the previous day, the next morning: counted from the last date."""
    grain = _grain(match) if match.holds("unit") else Grain.DAY
    if grain is None:
        return None
    shift = -1 if match.holds("previous", "pointer") else 1
    reading = context.shifted_from_last(grain, shift)
    return with_daypart(match, reading or unresolved(UNKNOWN[grain]))


def _neighbour_of_last(match: Match, context: Context) -> Reading | None:
    """the year before, the night before: at the end of a clause, counted from the last date."""
    grain = _grain(match) if match.holds("unit") else Grain.DAY
    if grain is None:
        return None
    shift = match.value("earlier") or match.value("later")
    reading = context.shifted_from_last(grain, shift)
    return with_daypart(match, reading) if reading else None


def _same_unit(match: Match, context: Context) -> Reading | None:
    """that year, the same day."""
    grain = _grain(match) if match.holds("unit") else Grain.DAY
    if grain is None:
        return None
    period = context.mentioned(grain)
    reading = context.same_as(period) if period else unresolved(UNKNOWN[grain])
    return with_daypart(match, reading)


def _the_unit(match: Match, context: Context) -> Reading | None:
    """the year, the month, the week: the publication day's in news, the last date's in a story."""
    grain = _grain(match)
    tokens, before = match.tokens, match.start - 1
    is_cued = any(tokens.has(before, name) for name in ("date_cue", "span_cue", "of"))
    modifier = match.value("part", "part")
    if grain is Grain.WEEKEND:
        return _weekend(match, context)
    if grain in (None, Grain.DECADE, Grain.CENTURY) or not (is_cued or modifier):
        return None
    is_to_month = tokens.has(match.end, "to") and tokens.has(match.end + 1, "month")
    if is_to_month or tokens.has(match.end, "ended") or tokens.has(before, "throughout"):
        return lasting(Amount(1), match.value("unit"))
    if tokens.has(match.end, "of"):
        return None
    if grain is Grain.DAY and not modifier:
        return None
    if grain is Grain.DAY or context.genre is Genre.NARRATIVE:
        period = context.mentioned(grain)
        reading = context.same_as(period) if period else unresolved(UNKNOWN[grain])
    else:
        reading = context.shifted(grain, 0)
    return reading.modified(modifier)


def from_publication_day(match: Match, context: Context) -> Reading | None:
    """N units before (ago) or after (from now) the publication day, as coarse as the unit."""
    direction = 1 if match.holds("hence") else -1
    part = "range" if match.has("range") else "count"
    amount = read_amount(match, part) if match.has(part) else Amount(None)
    unit = match.value("unit")
    modifier = match.value("bound", "bound")
    far = PAST_REF if direction < 0 else FUTURE_REF
    if amount.low is None or unit not in UNIT_GRAINS:
        return vague(far).modified(modifier)
    if context.publication_day is None:
        return unresolved(far).modified(modifier)
    first = _counted_from(context, unit, direction * amount.low)
    if first is None:
        return vague(far)
    if amount.high is None:
        return first.modified(modifier)
    second = _counted_from(context, unit, direction * amount.high)
    return between(second, first).modified(modifier) if second else vague(far)


def _counted_from(context: Context, unit: str, count: float) -> Reading | None:
    grain, factor = UNIT_GRAINS[unit]
    day = shift_day(context.publication_day, count * factor, grain)
    return context.from_publication(period_of(day, grain)) if day else None


def _earlier_later(match: Match, context: Context) -> Reading | None:
    """N units later or earlier: from the last date in a story; in news the gap as a duration.

    News counts such gaps from an event, not from the last date on the page.
    """
    unit = match.value("unit")
    grain, factor = UNIT_GRAINS.get(unit, (None, 0))
    amount = read_amount(match)
    sign = match.value("earlier") or match.value("later")
    if grain is None or amount.low is None or not amount.low:
        return None
    if _has_object(match):
        return None
    if context.genre is Genre.NARRATIVE:
        here = context.mentioned(grain)
        if here is None:
            return None
        if here.first_day is None:
            return context.from_last_date(here.plus(round(sign * amount.low)))
        day = shift_day(here.first_day, sign * amount.low * factor, grain)
        return context.from_last_date(period_of(day, grain)) if day else None
    if grain in (Grain.MONTH, Grain.YEAR) and sign < 0 and not match.tokens.has(match.end, "than"):
        if context.publication_day is None:
            return unresolved(PAST_REF)
        return _counted_from(context, unit, sign * amount.low)
    return None


def _has_object(match: Match) -> bool:
    """ "two days after the ride": counted from what follows, not from a date before."""
    tokens, after = match.tokens, match.end
    return tokens.has(after - 1, "after_or_before") and (
        tokens.has(after, "lower") or tokens.has(after, "capital")
    )


def _unit_end(match: Match, context: Context) -> Reading | None:
    """year-end, the year's end."""
    grain = _grain(match)
    if grain not in (Grain.MONTH, Grain.YEAR, Grain.QUARTER) or match.value("part") != "END":
        return None
    if context.tells_story and (period := context.mentioned(grain)):
        return context.same_as(period).modified("END")
    return context.shifted(grain, 0).modified("END")


#: "earlier today", "later this week": the comparative is no part of a day or a week.
_COMPARES_DAYS = r"(?!<earlier|later>(?:<this|last|next><week_word>|<daypart>?<deictic_day>))"
_PART = r"(?P<part>{part}|<part><in><the>)?"
_DAYPART = r"(?P<daypart><daypart>)?"
_BOUND = r"(?P<bound><bound>)?"

RULES = (
    Rule(
        "day-deictic",
        _COMPARES_DAYS + r"(?P<part>{part})?<deictic_day>" + _DAYPART,
        _deictic_day,
    ),
    Rule(
        "day-deictic",
        _COMPARES_DAYS + r"(?P<part>{part})?(?P<daypart><daypart>)<deictic_day>",
        _deictic_day,
    ),
    Rule("day-deictic", r"<the>?<beyond>", _deictic_day),
    Rule(
        "daypart-this",
        r"(?P<part>{part})?(?:(?P<pointer><this|last>)(?P<daypart><daypart>)|<tonight>)",
        _this_daypart,
    ),
    Rule(
        "unit-pointed",
        _COMPARES_DAYS + r"(?P<part>{part}|<sometime>)?(?P<the><the>)?<fiscal>?"
        r"(?P<pointer><this|last|next|latest>)<fiscal>?<single>(?:<or><so>)?",
        _pointed_unit,
    ),
    Rule(
        "unit-neighbour",
        r"<the>(?P<pointer><previous|following>)(?:<single>|(?P<daypart><daypart>))",
        _neighbour_unit,
    ),
    Rule(
        "unit-neighbour",
        r"<the>(?:<single>|(?P<daypart><daypart>))<earlier|later>"
        r"(?=<comma|stop|closed|semicolon|quotation|break>|$)",
        _neighbour_of_last,
    ),
    Rule("unit-same", r"(?P<part>{part})?<that>(?:<single>|(?P<daypart><daypart>))", _same_unit),
    Rule("unit-the", _PART + r"<the><fiscal|stretch>?<single>", _the_unit),
    Rule("unit-the", r"(?P<part><part><in>)<the><single>", _the_unit),
    Rule("unit-end", r"<the>?<year_word><possessive>?<hyphen>?<part_noun>", _unit_end),
    Rule(
        "offset-ago",
        _BOUND
        + r"(?:(?P<range>{range})|(?P<count>{count}|<article>))<stretch>?<unit>"
        + r"(?:<or><so>)?<ago|hence>",
        from_publication_day,
    ),
    Rule("offset-ago", r"<plural><ago|hence>", from_publication_day),
    Rule(
        "offset-earlier",
        _BOUND + r"(?P<count>{count}|<article>)<unit><earlier|later>",
        _earlier_later,
    ),
)
