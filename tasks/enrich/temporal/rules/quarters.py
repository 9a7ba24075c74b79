"""Quarters and halves, and how company reports speak of them: the year-ago period."""

from tasks.enrich.temporal.context import Context
from tasks.enrich.temporal.direction import POINTS_ON, Tense, governing_tense, place_yearly
from tasks.enrich.temporal.grammar import Match, Rule
from tasks.enrich.temporal.periods import Grain, Period, part_of_year
from tasks.enrich.temporal.readings import UNKNOWN, Reading, on_period, unresolved
from tasks.enrich.temporal.rules.absolute import read_year
from tasks.enrich.temporal.rules.months import year_shift


def _ordinal(match: Match) -> int | None:
    for name in ("ordinal", "quarter_name", "half_name"):
        if match.holds(name):
            return match.value(name)
    return None


def _reported(context: Context) -> Period | None:
    """The quarter the article reports on: the one it named, else the one that ended last."""
    if context.reported_quarter:
        return context.reported_quarter
    here = context.current(Grain.QUARTER)
    return here.plus(-1) if here else None


def _quarter(match: Match, context: Context) -> Reading | None:
    """the third quarter, third-quarter, Q3 2024, this year's third quarter."""
    index = _ordinal(match)
    if index is None or index > 4:
        return None
    if match.has("year"):
        year = read_year(match)
        return on_period(part_of_year(Grain.QUARTER, year, index)) if year else None
    if match.has("pointer"):
        year = context.current(Grain.YEAR)
        if year is None:
            return unresolved(f"XXXX-Q{index}")
        shift = year_shift(match)
        year = year.plus(shift) if shift else year
        return context.from_publication(part_of_year(Grain.QUARTER, year.number, index))
    here = context.current(Grain.QUARTER)
    if here is None:
        return unresolved(f"XXXX-Q{index}")
    begun = here.plus(-((here.number - (index - 1)) % 4))
    tense = governing_tense(match.tokens, match.start, match.end)
    if begun.number < here.number - 2 and tense in POINTS_ON:
        begun = begun.plus(4)
    return context.from_publication(begun)


def _half(match: Match, context: Context) -> Reading | None:
    """the first half of 1990, the second half of this year."""
    index = 2 if match.holds("last") else _ordinal(match)
    if index is None or index > 2:
        return None
    if match.has("year"):
        year = read_year(match)
        return on_period(part_of_year(Grain.HALF, year, index)) if year else None
    year = context.current(Grain.YEAR)
    if year is None:
        return unresolved(f"XXXX-H{index}")
    year = year.plus(year_shift(match) or 0)
    return context.from_publication(part_of_year(Grain.HALF, year.number, index))


def _half_of_that_year(match: Match, context: Context) -> Reading | None:
    """the second half of that year."""
    index = 2 if match.holds("last") else _ordinal(match)
    year = context.mentioned(Grain.YEAR)
    if index is None or index > 2:
        return None
    if year is None:
        return unresolved(f"XXXX-H{index}")
    return context.same_as(part_of_year(Grain.HALF, year.number, index))


def _quarter_of_year(match: Match, context: Context) -> Reading | None:
    """the 1988 quarter, last year's quarter, the 1988 period: the reported one of another year."""
    year = read_year(match) if match.has("year") else None
    if year is None:
        current, shift = context.current(Grain.YEAR), year_shift(match)
        if current is None or shift is None:
            return unresolved(UNKNOWN[Grain.QUARTER])
        year = current.number + shift
    reported = _reported(context)
    if reported is None or (context.reports_stretch and match.holds("period_noun")):
        return on_period(Period(Grain.YEAR, year))
    return context.same_as(part_of_year(Grain.QUARTER, year, reported.number % 4 + 1))


def _the_quarter(match: Match, context: Context) -> Reading | None:
    """the quarter, the latest period, that quarter: the one reported on."""
    if match.holds("that"):
        period = context.last_of_grain.get(Grain.QUARTER)
        return context.same_as(period) if period else unresolved(UNKNOWN[Grain.QUARTER])
    if match.holds("period_noun") and not match.holds("latest"):
        return None
    if match.tokens.has(match.end, "of"):
        return None
    if match.holds("present"):
        return context.shifted(Grain.QUARTER, 0)
    if context.reported_quarter:
        return context.same_as(context.reported_quarter)
    return context.shifted(Grain.QUARTER, -1)


def _quarter_ended(match: Match, context: Context) -> Reading | None:
    """the quarter ended Sept. 30: the three months to that one, by the quarter they begin in."""
    day = context.publication_day
    month = match.value("month")
    if day is None:
        return unresolved(UNKNOWN[Grain.QUARTER])
    ended = place_yearly(part_of_year(Grain.MONTH, day.year, month), day, Tense.PAST)
    begun = ended.plus(-2)
    return context.from_publication(Period(Grain.QUARTER, begun.number // 3))


def _year_ago(match: Match, context: Context) -> Reading | None:
    """the year-ago quarter, a year earlier: the reported quarter of the year before.

    Where the article reports on no quarter, "a year ago" is left to the general rule; beside
    figures for nine months it is the year.
    """
    index = match.value("ordinal")
    if context.reports_stretch and not match.holds("quarter_word"):
        return context.shifted(Grain.YEAR, -1)
    is_quarter = match.holds("quarter_word") or match.holds("period_noun")
    reported = context.reported_quarter or (_reported(context) if is_quarter else None)
    if reported is None:
        if match.holds("hyphen"):
            return context.shifted(Grain.YEAR, -1)
        return unresolved(UNKNOWN[Grain.QUARTER]) if is_quarter else None
    if index and index <= 4:
        reported = part_of_year(Grain.QUARTER, reported.year_number, index)
    return context.same_as(reported.plus(-4))


def _fiscal_year(match: Match, context: Context) -> Reading | None:
    """fiscal 1989: the year it is named after."""
    year = read_year(match)
    return on_period(Period(Grain.YEAR, year)) if year else None


_YEAR = r"(?P<year>{year})"
_QUARTER = r"<ordinal>(?:<hyphen>?<fiscal>)?<hyphen>?<quarter_word>"
_OF_YEAR = r"(?:<of|comma>?" + _YEAR + r"|<of>?(?P<pointer><this|last|next>)<fiscal>?<year_word>)?"

RULES = (
    Rule(
        "quarter-ordinal",
        r"(?:<fiscal><hyphen>?)?" + _QUARTER + _OF_YEAR,
        _quarter,
    ),
    Rule("quarter-ordinal", r"<the><fiscal>?<ordinal><fiscal>?<quarter_word>" + _OF_YEAR, _quarter),
    Rule("quarter-ordinal", r"<the>?<quarter_name>" + _OF_YEAR, _quarter),
    Rule("quarter-ordinal", r"<the>?" + _YEAR + r"<fiscal>?" + _QUARTER, _quarter),
    Rule(
        "quarter-ordinal",
        r"(?P<pointer><this|last|next>)<fiscal>?<year_word><possessive>" + _QUARTER,
        _quarter,
    ),
    Rule(
        "half-ordinal",
        r"<the><ordinal|last><half_word>(?:<of>"
        + _YEAR
        + r"|<of>(?:(?P<pointer><this|last|next>)|<the>)<fiscal>?<year_word>)",
        _half,
    ),
    Rule(
        "half-ordinal",
        r"<the><ordinal|last><half_word><of><that><year_word>",
        _half_of_that_year,
    ),
    Rule("half-ordinal", r"<half_name>" + _YEAR, _half),
    Rule("quarter-of-year", r"<the>" + _YEAR + r"<quarter_word|period_noun>", _quarter_of_year),
    Rule(
        "quarter-of-year",
        r"(?P<pointer><this|last|next>)<year_word><possessive><quarter_word|period_noun>",
        _quarter_of_year,
    ),
    Rule(
        "quarter-of-year",
        r"(?:<the><corresponding>|<that>)<quarter_word|period_noun>"
        r"(?:<of>?(?P<pointer><last>)<year_word>|<of|in>" + _YEAR + r")",
        _quarter_of_year,
    ),
    Rule("quarter-ended", r"(?P<core><the><quarter_word>)<ended>{month}", _quarter_ended),
    Rule(
        "quarter-the", r"(?:<the><latest|present>?|<that>)<quarter_word|period_noun>", _the_quarter
    ),
    Rule(
        "year-ago",
        r"<the>?<corresponding>?<year_word><hyphen><ago|earlier>(?:<ordinal>?<quarter_word>|<period_noun>)",
        _year_ago,
    ),
    Rule("year-ago", r"(?P<core><year_word><hyphen><ago|earlier>)(?!<currency>)", _year_ago),
    Rule("year-ago", r"<the><quarter_word><article><year_word><ago|earlier>", _year_ago),
    Rule("year-ago", r"<article><year_word><ago|earlier>", _year_ago),
    Rule("year-fiscal", r"<fiscal><hyphen>?<year_word>?" + _YEAR, _fiscal_year),
)
