"""German "in zwei Wochen": two weeks ahead, or what took two weeks, by the verb."""

from tasks.enrich.temporal.context import Context
from tasks.enrich.temporal.direction import Tense, governing_tense
from tasks.enrich.temporal.grammar import Match, read_amount
from tasks.enrich.temporal.readings import (
    FUTURE_REF,
    UNIT_GRAINS,
    Reading,
    lasting,
    vague,
)
from tasks.enrich.temporal.rules.pointing import from_publication_day


def resolve_ahead(match: Match, context: Context) -> Reading | None:
    """The period so many units after the publication day; a DURATION under a past verb.

    Parts of a day are durations too: what takes three hours is told more often than what comes in
    three.
    """
    amount = read_amount(match, "range" if match.has("range") else "count")
    unit, modifier = match.value("unit"), match.value("bound", "bound")
    is_past = governing_tense(match.tokens, match.start, match.end) is Tense.PAST
    if is_past or unit not in UNIT_GRAINS:
        return lasting(amount, unit).modified(modifier)
    if amount.low is None:
        return vague(FUTURE_REF)
    return from_publication_day(match, context)
