"""Stretches of time: 24 years, less than three months, the past four weeks, hours."""

from tasks.enrich.temporal.context import Context
from tasks.enrich.temporal.direction import Tense, governing_tense
from tasks.enrich.temporal.grammar import Match, Rule, read_amount, read_number
from tasks.enrich.temporal.periods import shift_day
from tasks.enrich.temporal.readings import (
    FUTURE_REF,
    NO_ANCHOR,
    PUBLICATION_DAY,
    UNIT_GRAINS,
    Amount,
    Reading,
    duration_value,
    lasting,
    recurring,
    vague,
)

#: Units a bare article counts as a rate after an amount: 3 million barrels a day.
_RATE_UNITS = frozenset({"minute", "hour", "day", "week", "month", "quarter", "year"})


#: How many words "50 direct flights" may have before "a week" makes it a rate, and its numbers.
_COUNTED_WORDS = 5
_AMOUNT_WORDS = ("digits", "numeral", "scale", "times", "vague_number")


def ending_at_anchor(amount: Amount, unit: str, context: Context) -> Reading:
    """A DURATION that ends on the publication day, with its first and last day when it is known."""
    value = duration_value(amount, unit)
    day = context.publication_day
    if day is None:
        return Reading("DURATION", value, precision=unit, anchor_kind=NO_ANCHOR)
    first = None
    longest = amount.low if amount.high is None else amount.high
    if longest is not None and unit in UNIT_GRAINS:
        grain, factor = UNIT_GRAINS[unit]
        first = shift_day(day, -longest * factor, grain)
    if first is None:
        return Reading("DURATION", value, precision=unit)
    return Reading("DURATION", value, None, first, day, unit, day, PUBLICATION_DAY)


def _counted(match: Match, context: Context) -> Reading | None:
    """24 years, about 40 seconds, two-week, 10 to 20 years, the first nine months."""
    part = "range" if match.has("range") else "count"
    tokens, unit = match.tokens, match.value("plural") or match.value("unit")
    amount = read_amount(match, part)
    if _is_name(match):
        return None
    if tokens.has(match.end, "old") or (amount.low is None and not match.holds("vague_number")):
        return None
    if match.holds("quarter_word") and amount.low is not None and tokens.has(match.end, "of"):
        return None  # three quarters of the voters
    if amount.low == 1 and unit == "day" and match.holds("numeral") and _is_one_day(match):
        return vague(FUTURE_REF)
    return lasting(amount, unit).modified(match.value("bound", "bound"))


def _is_name(match: Match) -> bool:
    """the Seven Years' War, the Six Day War: capitals on both sides of the stretch."""
    tokens, after = match.tokens, match.end
    if tokens.has(after, "apostrophe"):
        after += 1
    return tokens.has(match.end - 1, "capital") and tokens.has(after, "capital")


def _is_one_day(match: Match) -> bool:
    """ "one day" as some day to come: under a future verb and after no preposition."""
    tokens = match.tokens
    if any(
        tokens.has(match.start - 1, name) for name in ("span_cue", "date_cue", "hyphen", "bound")
    ):
        return False
    return governing_tense(tokens, match.start, match.end) in (Tense.FUTURE, Tense.OPEN)


def _age(match: Match, context: Context) -> Reading | None:
    """8-month-old. Ages in years are people's far more often than events', and are left out."""
    unit = match.value("unit")
    return None if unit == "year" else lasting(read_amount(match), unit)


def _pointed(match: Match, context: Context) -> Reading | None:
    """the past four months, the next two weeks, the last few days."""
    amount = read_amount(match, "range" if match.has("range") else "count")
    unit = match.value("unit")
    modifier = match.value("bound", "bound")
    if match.holds("last", "pointer") and not match.holds("ordinal"):
        return ending_at_anchor(amount, unit, context).modified(modifier)
    return lasting(amount, unit).modified(modifier)


def _recent(match: Match, context: Context) -> Reading | None:
    """recent years, coming weeks, the past months: how many is not said."""
    return lasting(Amount(None), match.value("unit"))


def _article(match: Match, context: Context) -> Reading | None:
    """a day, a year: a stretch of one, or a rate after an amount."""
    tokens, before, after = match.tokens, match.start - 1, match.end
    unit = match.value("unit")
    if unit == "quarter" or (tokens.has(after, "of") and not tokens.has(before, "span_cue")):
        return None
    if match.has("bound") or tokens.has(before, "span_cue") or match.has("long"):
        return lasting(Amount(1), unit).modified(match.value("bound", "bound"))
    if any(tokens.has(after, name) for name in ("earlier", "later", "after")):
        return lasting(Amount(1), unit)
    if unit in _RATE_UNITS and _follows_amount(match):
        return recurring(duration_value(Amount(1), unit), unit)
    return None


def _follows_amount(match: Match) -> bool:
    """Whether a number stands just before, or before what it counts: 50 direct flights a week."""
    tokens, before = match.tokens, match.start - 1
    for index in range(before, before - _COUNTED_WORDS, -1):
        if any(tokens.has(index, name) for name in _AMOUNT_WORDS):
            return True
        if not tokens.has(index, "lower") or tokens.has(index, "past_verb"):
            return tokens.has(index, "percent")
    return False


def _plural(match: Match, context: Context) -> Reading | None:
    """for years, after months, within weeks; hours before."""
    return lasting(Amount(None), match.value("unit"))


def _long(match: Match, context: Context) -> Reading | None:
    """hours-long, day-long, a year-long."""
    amount = Amount(None) if match.holds("plural") else Amount(1)
    return lasting(amount, match.value("unit"))


def _half_unit(match: Match, context: Context) -> Reading | None:
    unit = match.value("unit")
    return None if unit == "quarter" else lasting(Amount(0.5), unit)


def _unit_and_half(match: Match, context: Context) -> Reading | None:
    """a year and a half, a minute and a half."""
    return lasting(Amount(1.5), match.value("unit")).modified(match.value("bound", "bound"))


def _unit_or_two(match: Match, context: Context) -> Reading | None:
    """a year or two."""
    start, end = match.parts["range"]
    high = read_number(match.tokens, start + 3, end)
    return lasting(Amount(1, high), match.value("unit")) if high else None


def _while(match: Match, context: Context) -> Reading | None:
    return Reading("DURATION", "PXX")


_BOUND = r"(?P<bound><bound>)?"
#: "over the next year": there `over` is a preposition and no bound.
_OUTER_BOUND = r"(?P<bound><bound>(?!<the|last|next|vague_number>)|<firm_bound>)?"
_HOW_MANY = r"(?:(?P<range>{range})|(?P<count>{count}))"

RULES = (
    Rule(
        "duration-counted",
        _OUTER_BOUND
        + _HOW_MANY
        + r"<hyphen>?<stretch>{0,3}<unit>(?:<hyphen>?<long>)?(?!<hyphen>?<old>)",
        _counted,
    ),
    Rule(
        "duration-counted",
        r"<the>(?:<ordinal|latest|previous|following>)?" + _HOW_MANY + r"<stretch>{0,3}<plural>",
        _counted,
    ),
    Rule(
        "duration-counted",
        r"<the>?<year_word><hyphen><ago|earlier>(?P<count>{number})<plural>",
        _counted,
    ),
    Rule("duration-counted", r"<another>(?P<count>{number})<stretch>{0,3}<plural>", _counted),
    Rule("duration-age", r"(?P<count>{count})<hyphen><single><hyphen><old>", _age),
    Rule(
        "duration-pointed",
        _OUTER_BOUND
        + r"<the>?(?P<pointer><last|next|previous|following>)"
        + _HOW_MANY
        + r"<stretch>{0,3}<unit>"
        r"(?:<or><so>)?",
        _pointed,
    ),
    Rule(
        "duration-recent",
        r"<the>?<recent|next|last|following|previous>(?:<plural>(?:<and|or><plural>)?)",
        _recent,
    ),
    Rule(
        "duration-article",
        _BOUND + r"<article>(?:<stretch>)?<single>(?!<hyphen>)(?:(?P<long><long>))?",
        _article,
    ),
    Rule("duration-counted", r"(?P<range><article><single><or>{number})", _unit_or_two),
    Rule("duration-article", r"<another>(?P<bound>)?<single>", _article),
    Rule(
        "duration-plural",
        r"(?<=<span_cue|in|of>)<plural>(?:<and|or><plural>)?(?!<hyphen>)",
        _plural,
    ),
    Rule(
        "duration-plural",
        r"(?<=<span_cue|in|of>)<the><ordinal|part_word|next|last>?<plural>(?!<hyphen|of|year>)",
        _plural,
    ),
    Rule(
        "duration-plural",
        r"(?<!<determiner|digits|numeral>)<plural>(?=<earlier|later|after>)",
        _plural,
    ),
    Rule("duration-long", r"<unit><hyphen><long>", _long),
    Rule("duration-half", r"(?:<half><article>|<article>?<half><hyphen>?)<single>", _half_unit),
    Rule("duration-half", _BOUND + r"<article><single><and><article><half>", _unit_and_half),
    Rule("duration-while", r"<article><while>", _while),
)
