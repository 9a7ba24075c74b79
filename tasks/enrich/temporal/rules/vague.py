"""References without a date: now, recently, soon, in the past, in the future. Never a false day."""

from tasks.enrich.temporal.context import Context
from tasks.enrich.temporal.grammar import Match, Rule
from tasks.enrich.temporal.readings import FUTURE_REF, PAST_REF, PRESENT_REF, Reading, vague


def _present(match: Match, context: Context) -> Reading | None:
    return vague(PRESENT_REF)


def _past(match: Match, context: Context) -> Reading | None:
    return vague(PAST_REF)


def _future(match: Match, context: Context) -> Reading | None:
    return vague(FUTURE_REF)


RULES = (
    Rule("present-reference", r"<present_reference>", _present),
    Rule("past-reference", r"<past_reference>", _past),
    Rule("past-reference", r"(?<=<in>)<the><past_noun>(?!<digits|numeral|unit|season>)", _past),
    Rule("future-reference", r"(?<!<as>)<future_reference>(?!<after>)", _future),
    Rule("future-reference", r"(?<=<future_cue>)<the><future_noun>(?!<of>)", _future),
)
