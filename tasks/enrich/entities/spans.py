"""Spans of names on the canvas, and their hygiene.

In: a span as a recogniser gave it. Out: the names it really holds: without articles, titles,
possessives, quotes and brackets, cut where a name cannot go on (line break, slash, bracket).
Pure; knows words, no entities.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tasks.enrich.entities.folding import name_key
from tasks.enrich.gazetteer import Words

#: OntoNotes labels that name something; numbers, dates and amounts are no mentions.
NAME_LABELS = frozenset(
    {
        "PERSON", "ORG", "GPE", "LOC", "NORP", "FAC",
        "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE",
    }
)  # fmt: skip

#: Labels of models with other training data, as OntoNotes would call them.
LABEL_ALIASES = {"PER": "PERSON", "persName": "PERSON", "orgName": "ORG", "placeName": "LOC"}

#: No name is longer; a model that sees one has lost its footing in a list or a table.
LONGEST_NAME = 120

_CUT = re.compile(r"[\r\n\t|/\[\]{}<>•·©]+|\s[-–—]+\s|--|\s{2,}")
_CUT_OF_WORKS = re.compile(r"[\r\n\t|]+")
_EDGE = " \t\u00a0\"'“”„«»()[]{},;:!?*_~#=+-–—"
_ARTICLE = re.compile(r"(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"'s?$", re.IGNORECASE)
_FIRST_WORD = re.compile(r"([^\W\d_][\w'-]*\.?)(\s+|$)")
_LAST_WORD = re.compile(r"\s([^\W\d_][\w'-]*\.?)$")
_NUMBER_AT_END = re.compile(r"[\s,]+[\d.,:%$-]+$")
_PREFIX = re.compile(r"(?:anti|pro|inter|intra|non|ex|post|pre|mid|cross|trans|un)-(?=[^\W\d_a-z])")
_WORDS = re.compile(r"[^\W\d_][\w'-]*")
_PLACE_OF = re.compile(
    r"\b(?:city|town|village|capital|port|province|district|region|state|municipality|suburb) of $"
)
_WORK_LABELS = frozenset({"WORK_OF_ART", "LAW", "EVENT", "PRODUCT"})
_OFFICES = frozenset({"president", "chancellor", "spokesman", "spokeswoman", "judge", "general"})
_PERSON_OR_PLACE = frozenset({"PERSON", "GPE", "LOC", "FAC", "ORG", "NORP"})


@dataclass(frozen=True, slots=True)
class Span:
    """A name on the canvas: text[start:end], its OntoNotes label and who found it.

    method: model, gazetteer, title, credit, repeat. is_settled: later votes may not relabel it.
    """

    start: int
    end: int
    label: str
    method: str
    is_settled: bool = False

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Whether the other lies inside this one."""
        return self.start <= other.start and other.end <= self.end


def clean_span(text: str, span: Span, words: Words) -> Iterator[Span]:
    """The names inside a recogniser's span; none when nothing is left of it."""
    cut = _CUT_OF_WORKS if span.label in _WORK_LABELS else _CUT
    for piece in _pieces(text, span, cut):
        trimmed = _trim(text, _relabel_titled(text, piece, words), words)
        if trimmed is not None and _is_name(text[trimmed.start : trimmed.end], words):
            yield _relabel(text, trimmed, words)


def _relabel_titled(text: str, span: Span, words: Words) -> Span:
    """A person, where the span begins with a title that only people have ("Mr Palmer")."""
    first = _FIRST_WORD.match(text, span.start, span.end)
    if first and first.end() < span.end and span.label not in _WORK_LABELS:
        key, following = name_key(first.group(1)), text[first.end()]
        if key in words.person_titles and key not in _OFFICES and following.isupper():
            return replace(span, label="PERSON")
    return span


def _relabel(text: str, span: Span, words: Words) -> Span:
    """The label that the name's last word, or the words before it, leave no doubt about."""
    if span.label not in _PERSON_OR_PLACE:
        return span
    parts = _WORDS.findall(text, span.start, span.end)
    last = name_key(parts[-1]) if len(parts) > 1 else ""
    last_two = name_key(" ".join(parts[-2:])) if len(parts) > 2 else ""
    if last in words.organisation_endings:
        return replace(span, label="ORG")
    if last in words.facility_endings or last_two in words.facility_endings:
        return replace(span, label="FAC")
    if span.label in {"ORG", "PERSON"} and _PLACE_OF.search(
        text, max(0, span.start - 20), span.start
    ):
        return replace(span, label="GPE")
    return span


def _pieces(text: str, span: Span, cut: re.Pattern[str]) -> Iterator[Span]:
    start = span.start
    for gap in cut.finditer(text, span.start, span.end):
        if gap.start() > start:
            yield replace(span, start=start, end=gap.start())
        start = gap.end()
    if start < span.end:
        yield replace(span, start=start, end=span.end)


def _is_edge(letter: str) -> bool:
    return letter in _EDGE or letter.isspace()


def _trim(text: str, span: Span, words: Words) -> Span | None:
    """The span without what stands around the name, or None when nothing stays."""
    start, end = span.start, span.end
    while start < end:
        before = (start, end)
        while start < end and _is_edge(text[start]):
            start += 1
        while start < end and _is_edge(text[end - 1]):
            end -= 1
        if article := _ARTICLE.match(text, start, end):
            start = article.end()
        if end - start > 2 and (possessive := _POSSESSIVE.search(text, start, end)):
            end = possessive.start()
        if span.label not in _WORK_LABELS:
            if prefix := _PREFIX.match(text, start, end):
                start = prefix.end()
            start, end = _trim_words(text, start, end, span.label, words)
        if (start, end) == before:
            break
    return replace(span, start=start, end=end) if start < end else None


def _trim_words(text: str, start: int, end: int, label: str, words: Words) -> tuple[int, int]:
    """Titles, small and common words off both ends; a trailing number off a person or place."""
    if label in {"PERSON", "GPE", "LOC", "NORP"} and (
        number := _NUMBER_AT_END.search(text, start, end)
    ):
        end = number.start()
    first = _FIRST_WORD.match(text, start, end)
    if first and first.end() < end:
        key = name_key(first.group(1))
        is_title = label == "PERSON" and key in words.titles
        if is_title or (first.group(1)[0].islower() and _is_small(key, words)):
            start = first.end()
    last = _LAST_WORD.search(text, start, end)
    if last:
        key = name_key(last.group(1))
        if key in {"photo", "photos", "pool"} or (
            last.group(1)[0].islower() and _is_small(key, words)
        ):
            end = last.start()
    if label == "PERSON":
        start = _skip_office(text, start, end, words)
    return start, end


def _is_small(key: str, words: Words) -> bool:
    return key in words.common_words or key in {"us", "eu"}


def _skip_office(text: str, start: int, end: int, words: Words) -> int:
    """Behind an office of two words before a person's name ("Prime Minister Modi")."""
    pair = re.compile(r"([A-Za-z-]+\s+[A-Za-z-]+(?:\s+of\s+[A-Z]\w+)?)\s+(?=[A-Z])").match(
        text, start, end
    )
    if pair and name_key(pair.group(1)) in words.titles:
        return pair.end()
    return start


def _is_name(surface: str, words: Words) -> bool:
    """Whether anything stands in the surface that could be a name."""
    if len(surface) > LONGEST_NAME or sum(map(str.isalpha, surface)) < 2 or surface.islower():
        return False
    keys = name_key(surface).split()
    if " ".join(keys) in words.not_names:
        return False
    return any(key not in words.common_words and not key.isdigit() for key in keys)


class Occupied:
    """Which characters spans hold; the spans may not overlap each other."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans, key=lambda s: s.start)
        self._starts = [s.start for s in self._spans]

    def inside(self, span: Span) -> list[Span]:
        """The spans that share a character with this one, in order."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        last = bisect_left(self._starts, span.end)
        return [s for s in self._spans[first:last] if s.overlaps(span)]

    def meets(self, span: Span) -> bool:
        """Whether any of the spans shares a character with this one."""
        return bool(self.inside(span))


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """The spans in order of place; of those that overlap settled ones stay, then longer ones."""
    kept: list[Span] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda s: (not s.is_settled, s.start - s.end, s.start)):
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)
