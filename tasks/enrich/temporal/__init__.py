"""Dates in text: find each temporal expression and say which calendar days it means.

In: the zones of one article in reading order, its publication day, its language. Out: a
`DateMention` for each expression, with its TIMEX3 value and first and last day. Never reads a
clock, never crosses a zone or a line break, never turns a vague reference into a day.

The path: `tokens` cuts a zone into tokens with the classes of `lexicon`; `grammar` matches the
patterns of `rules`; `genre` tells news from narrative; the rules read the matches in order, with
`context` remembering the dates so far, `direction` choosing between the past and the coming one,
and `periods` doing the arithmetic.
"""

from collections.abc import Sequence
from datetime import date

from tasks.enrich.temporal.confidence import confidence_of
from tasks.enrich.temporal.context import Context, Genre
from tasks.enrich.temporal.genre import DATED_RULES, detect_genre
from tasks.enrich.temporal.grammar import Match, Rule, find_matches, read_matches
from tasks.enrich.temporal.lexicon import lexicon_for
from tasks.enrich.temporal.readings import Reading
from tasks.enrich.temporal.rules import rules_for
from tasks.enrich.temporal.tokens import tokenise
from tasks.models import DateMention, Zone

__all__ = ["find_dates"]


def find_dates(
    zones: Sequence[Zone],
    publication_day: date | None,
    language_code: str | None,
    rules: Sequence[Rule] | None = None,
) -> tuple[DateMention, ...]:
    """The temporal expressions of one article, in reading order.

    Offsets are within each zone's text. Without a publication day, expressions that need one keep
    an X in their value, have no interval, and `anchor_kind` "none". In a language without a
    lexicon (ISO 639-1 code, None for unknown), numeric dates and full English dates are found.

    Args:
        rules: instead of all that the language has, to measure what the others bring.
    """
    lexicon = lexicon_for(language_code)
    if rules is None:
        rules = rules_for(lexicon.language)
    matches = [find_matches(tokenise(zone.text, lexicon), rules, lexicon) for zone in zones]
    genre = detect_genre(
        [match for found in matches for match in found],
        _years_named(matches, publication_day),
        publication_day,
    )
    context = Context(publication_day, genre)
    return tuple(
        _mention(zone_no, match, reading)
        for zone_no, found in enumerate(matches)
        for match, reading in read_matches(found, context)
    )


def _years_named(matches: Sequence[Sequence[Match]], publication_day: date | None) -> list[int]:
    """The years of the expressions that carry their year, each expression once."""
    probe = Context(publication_day, Genre.NARRATIVE)
    return [
        reading.period.year_number
        for found in matches
        for match, reading in read_matches(
            [match for match in found if match.rule.rule_id in DATED_RULES], probe
        )
        if reading.period
    ]


def _mention(zone_no: int, match: Match, reading: Reading) -> DateMention:
    start, end = match.text_span
    return DateMention(
        zone_no=zone_no,
        start=start,
        end=end,
        timex_type=reading.timex_type,
        timex_value=reading.value,
        rule_id=match.rule.rule_id,
        timex_mod=reading.modifier,
        date_start=reading.first,
        date_end=reading.last,
        precision=reading.precision,
        anchor_date=reading.anchor,
        anchor_kind=reading.anchor_kind,
        confidence=confidence_of(match.rule.rule_id),
    )
