"""The publication day: every candidate with its evidence, one chosen, the others with a reason.

In: the candidates of the page's metadata, what rules harvested, the captions, the text. Out: all
candidates, best first, at most one chosen. Never the year of a copyright line, never a day that
only the clock suggests. A day read from a caption is weak evidence; it gains weight when the text
names its weekday (a story about a Wednesday, and the caption's day was one).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from math import prod

import regex

from tasks.clean.judge import Harvest
from tasks.extract.date_doubts import settle_order
from tasks.extract.printed_days import find_days
from tasks.models import DateCandidate, DayOrder

#: How far a kind of evidence is trusted, from the error rates in published comparisons of
#: metadata dates (about one in twenty wrong) down to guesses.
CONFIDENCE = {
    "date_header": 0.9,
    "published_stamp": 0.9,
    "byline": 0.8,
    "updated_stamp": 0.65,
    "caption_date": 0.6,
}

#: Origins that are one witness: a page prints one day beside its headline, under whichever label.
_WITNESS = {"date_header": "print", "published_stamp": "print", "byline": "print"}

#: A candidate of at least this confidence states the day of publication.
_STATED = 0.7

#: What a stamp is worth that stands elsewhere than beside the headline, where another one stands.
_ELSEWHERE = 0.6

#: What the two readings of 03/04/2021 are worth where nothing tells the order: more countries
#: write the day first.
_DAY_FIRST, _MONTH_FIRST = 0.5, 0.3

#: A weekday of the text that fits a caption's day.
_WEEKDAY_BONUS = 0.1
#: Long enough for a dateline or a stamp inside a byline, too long for a story's sentence.
_EVIDENCE_CHARS = 200

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_OLD_PICTURE = regex.compile(r"\b(?:file|archive|archiv|undated)\b", regex.IGNORECASE)
_YEAR = regex.compile(r"\b(?:19|20)\d\d\b")


def publication_candidates(
    given: Sequence[DateCandidate],
    harvest: Harvest,
    byline: str | None,
    captions: Iterable[str],
    text: str,
    order: DayOrder | None = None,
) -> tuple[DateCandidate, ...]:
    """All candidates for the publication day, the chosen one first.

    Args:
        given: candidates of the page's metadata and address.
        harvest: dates and copyright lines that rules found.
        byline: the byline as printed, which may hold a date.
        captions: texts of the picture captions.
        text: the clean text, for the weekday that bears a caption's day out.
        order: what stands first in the outlet's dates of figures, where that is known.
    """
    footer_years = {
        int(year[0]) for line in harvest.copyright_lines for year in _YEAR.finditer(line)
    }
    candidates = [
        c for c in given if c.refused_because is None and not _is_footer_year(c, footer_years)
    ]
    refused = _settle_updates([c for c in given if c.refused_because is not None])
    beside_headline = {c.candidate for c in candidates if c.origin == "published_stamp"}
    in_print = [
        candidate
        for printed, origin, line in harvest.dates
        for candidate in _doubt_elsewhere(_from_print(printed, origin, line), beside_headline)
    ]
    if byline:
        in_print += _from_print(byline, "byline", byline)
    for candidate in settle_order(in_print, order):
        (refused if candidate.refused_because else candidates).append(candidate)
    candidates = _settle_updates(candidates)
    candidates += _from_captions(captions, text)
    refused += [_copyright_year(line) for line in harvest.copyright_lines if _YEAR.search(line)]
    return _choose(candidates, refused)


def _doubt_elsewhere(found: list[DateCandidate], beside_headline: set[date]) -> list[DateCandidate]:
    """Stamps of other days than the one beside the headline are those of other stories."""
    return [
        replace(c, confidence=c.confidence * _ELSEWHERE)
        if c.origin == "published_stamp" and beside_headline and c.candidate not in beside_headline
        else c
        for c in found
    ]


def _settle_updates(candidates: list[DateCandidate]) -> list[DateCandidate]:
    """A day of change counts as a stamp of publication where no day is stated, else for nothing.

    It must not bear out one of two stated days.
    """
    is_stated = any(
        c.confidence >= _STATED and c.precision == "day" and c.origin != "updated_stamp"
        for c in candidates
    )
    return [
        replace(c, origin="published_stamp", confidence=0.0 if is_stated else c.confidence)
        if c.origin == "updated_stamp"
        else c
        for c in candidates
    ]


def _from_print(printed: str, origin: str, line: str) -> list[DateCandidate]:
    """The first day of a printed text; both readings of one in figures that has two."""
    readings = [
        reading
        for found in find_days(printed)[:1]
        for reading in (
            [(found.day, _DAY_FIRST), (found.exchanged, _MONTH_FIRST)]
            if found.is_ambiguous
            else [(found.day, 1.0)]
        )
    ]
    return [
        DateCandidate(
            candidate=day,
            origin=origin,
            evidence_text=line[:_EVIDENCE_CHARS],
            confidence=CONFIDENCE[origin] * share,
        )
        for day, share in readings
    ]


def _from_captions(captions: Iterable[str], text: str) -> list[DateCandidate]:
    folded = text.lower()
    candidates = []
    for caption in captions:
        if _OLD_PICTURE.search(caption):
            continue
        for found in find_days(caption):
            bears_out = _WEEKDAYS[found.day.weekday()] in folded
            candidates.append(
                DateCandidate(
                    candidate=found.day,
                    origin="caption_date",
                    evidence_text=caption[found.start : found.end],
                    confidence=CONFIDENCE["caption_date"] + (_WEEKDAY_BONUS if bears_out else 0),
                )
            )
    return candidates


def _is_footer_year(candidate: DateCandidate, footer_years: set[int]) -> bool:
    """A search of the whole page that found no more than the footer's year."""
    day = candidate.candidate
    is_new_year = (day.month, day.day) == (1, 1)
    return candidate.origin == "inferred" and is_new_year and day.year in footer_years


def _copyright_year(line: str) -> DateCandidate:
    year = max(int(found[0]) for found in _YEAR.finditer(line))
    return DateCandidate(
        candidate=date(year, 1, 1),
        origin="copyright_year",
        evidence_text=line[:_EVIDENCE_CHARS],
        precision="year",
        confidence=0.0,
        refused_because="the year of a copyright line is the footer's, not the story's",
    )


def _choose(
    candidates: list[DateCandidate], refused: list[DateCandidate]
) -> tuple[DateCandidate, ...]:
    """The day with the strongest support wins, in the strongest words that say it.

    Among equals the latest day, as pictures and stamps of an older day stay on a page but none of
    a later one can; among fields of the markup the earliest, as a change comes after publication.
    """
    support = _support(candidates)
    of_markup = {c.candidate for c in candidates if c.origin == "metadata"}
    ranked = sorted(
        dict.fromkeys(candidates),
        key=lambda c: (
            -support[c.candidate],
            c.candidate.toordinal() * (1 if c.candidate in of_markup else -1),
            -c.confidence,
            c.precision != "day",
            c.origin,
        ),
    )
    if not ranked:
        return tuple(refused)
    best = ranked[0]
    return (
        replace(best, is_chosen=True),
        *(replace(c, refused_because=_lost_because(c, best)) for c in ranked[1:]),
        *refused,
    )


def _support(candidates: Iterable[DateCandidate]) -> dict[date, float]:
    """How far each day is borne out: the chance that not all of its witnesses are wrong.

    Fields of the markup are filled from one database and stamps from one template, so each kind
    of evidence is one witness, as good as its best statement. A month bears out each of its days.
    """
    candidates = list(candidates)
    months = [c for c in candidates if c.precision == "month"]
    witnesses: dict[date, dict[str, float]] = {}
    for c in candidates:
        kinds = witnesses.setdefault(c.candidate, {})
        wider = (m for m in months if c.precision == "day" and _is_within(c.candidate, m.candidate))
        for witness in (c, *wider):
            kind = _WITNESS.get(witness.origin, witness.origin)
            kinds[kind] = max(kinds.get(kind, 0.0), witness.confidence)
    return {
        day: 1.0 - prod(1.0 - confidence for confidence in kinds.values())
        for day, kinds in witnesses.items()
    }


def _is_within(day: date, month: date) -> bool:
    return (day.year, day.month) == (month.year, month.month)


def _lost_because(candidate: DateCandidate, best: DateCandidate) -> str:
    if candidate.candidate == best.candidate:
        return f"says the same as the chosen {best.origin}"
    return f"weaker evidence than the chosen {best.origin}"
