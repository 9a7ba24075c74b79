"""Names in picture credits: "[Agency/First Last/Agency Photo]", "Pool Photo via Agency".

In: the folded text of an article. Out: spans for photographers and agencies in its credits, and
the stretches that are credits, where a recogniser is not to be believed. Captions proper have their
credits taken out before enrichment; this is for text that comes without that.
"""

import re
from collections.abc import Iterator

from tasks.enrich.entities.folding import name_key
from tasks.enrich.entities.spans import Span
from tasks.enrich.gazetteer import Gazetteer

_BRACKETS = re.compile(r"\[([^\[\]\r\n]{2,120})\]|\(([^()\r\n]{2,120})\)")
# "Palace Pool Photo via Agency": a line of its own, or what follows a caption's last sentence.
_BARE_CREDIT = re.compile(
    r"(?:^|\. )(?P<credit>[^\r\n.]{1,60}\bvia [A-Z][\w -]{1,30})$", re.MULTILINE
)
_SEPARATOR = re.compile(r"\s*(?:/|\||,|;|\bvia\b|\bfor\b|\bby\b|:)\s*", re.IGNORECASE)
_AGENCY_ENDINGS = frozenset({"press", "agency", "news", "images", "photos", "media", "wire"})
_WORD = re.compile(r"[\w'.-]+")
_PERSON_NAME = re.compile(
    r"[^\W\d_a-z][\w'.-]+(?:\s+(?:[^\W\d_a-z][\w'.-]*|al|bin|de|van|von|der|la)){1,3}"
)


def find_credits(text: str, gazetteer: Gazetteer) -> tuple[list[tuple[int, int]], list[Span]]:
    """Stretches of the text that are picture credits, and the names in them.

    A bracket is a credit when one of its parts, parted by slash, comma or "via", is a news agency
    and it has several parts or the word photo; a round one needs a slash or that word. Square
    brackets that end a line are one without a known agency too, if names and slashes fill them.
    """
    stretches: list[tuple[int, int]] = []
    spans: list[Span] = []
    for bracket in _BRACKETS.finditer(text):
        start, end = bracket.span(1) if bracket.group(1) else bracket.span(2)
        content = text[start:end]
        parts = list(_parts(text, start, end))
        agencies = [p for p in parts if _agency(text, *p, gazetteer)]
        has_word = re.search(r"\b(?:photo|pool|handout|via)\b", content, re.IGNORECASE)
        enough = len(parts) > 1 if bracket.group(1) else "/" in content
        is_unknown = (
            bracket.group(1)
            and "/" in content
            and text[bracket.end() : bracket.end() + 1] in {"", "\n"}
            and not _is_sentence(text, start, end, gazetteer)
        )
        if (agencies and (enough or has_word)) or is_unknown:
            stretches.append((start, end))
            spans += _names(text, parts, gazetteer)
    for line in _BARE_CREDIT.finditer(text):
        start, end = line.span("credit")
        parts = list(_parts(text, start, end))
        ends_in_agency = len(parts) > 1 and _agency(text, *parts[-1], gazetteer)
        if ends_in_agency and not _is_sentence(text, start, end, gazetteer):
            stretches.append((start, end))
            spans += _names(text, parts, gazetteer)
    return stretches, spans


def _is_sentence(text: str, start: int, end: int, gazetteer: Gazetteer) -> bool:
    """Whether words stand there that are neither names nor words of the trade."""
    return any(
        word.group()[0].islower() and name_key(word.group()) not in gazetteer.words.credit_words
        for word in _WORD.finditer(text, start, end)
    )


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a credit, without the words around names (photo, pool, courtesy of)."""
    begin = start
    for gap in [*_SEPARATOR.finditer(text, start, end), None]:
        stop = gap.start() if gap else end
        if stop > begin:
            yield begin, stop
        begin = gap.end() if gap else end


def _bare(text: str, start: int, end: int, gazetteer: Gazetteer) -> tuple[int, int]:
    """The part without words of the trade at its ends."""
    words = list(_WORD.finditer(text, start, end))
    trade = gazetteer.words.credit_words
    while words and name_key(words[0].group()) in trade:
        words.pop(0)
    while words and name_key(words[-1].group()) in trade:
        words.pop()
    return (words[0].start(), words[-1].end()) if words else (end, end)


def _agency(text: str, start: int, end: int, gazetteer: Gazetteer) -> tuple[int, int] | None:
    """Where the agency's name stands in the part, if the part is one."""
    words = list(_WORD.finditer(text, start, end))
    bare = _bare(text, start, end, gazetteer)
    whole = (words[0].start(), words[-1].end()) if words else bare
    for candidate in (bare, whole):
        surface = text[candidate[0] : candidate[1]]
        if surface and any(name.kind == "agency" for name in gazetteer.meanings(surface)):
            return candidate
    return None


def _names(text: str, parts: list[tuple[int, int]], gazetteer: Gazetteer) -> Iterator[Span]:
    for part in parts:
        if agency := _agency(text, *part, gazetteer):
            yield Span(*agency, "ORG", "credit", is_settled=True)
            continue
        start, end = _bare(text, *part, gazetteer)
        surface = text[start:end]
        if not surface:
            continue
        if known := gazetteer.other_than_person(surface, "ORG"):
            yield Span(start, end, known.label, "credit", is_settled=True)
        elif _is_agency_like(surface):
            yield Span(start, end, "ORG", "credit", is_settled=True)
        elif _PERSON_NAME.fullmatch(surface):
            yield Span(start, end, "PERSON", "credit", is_settled=True)


def _is_agency_like(surface: str) -> bool:
    """An unknown agency: one capitalised word, or a name that says so ("Harbour Press")."""
    last = name_key(surface).rsplit(" ", 1)[-1]
    return last in _AGENCY_ENDINGS or (" " not in surface and surface[0].isupper())
