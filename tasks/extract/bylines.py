"""Bylines that a page prints for its readers: beside the headline.

In: the visible lines and the headline. Out: the names of the line that signs the story, or none. A
line signs in one of three ways: a cue stands before the names (`By`, `Written by`, `von`) and
nothing but a day and a template's small talk before the cue; the markup calls it a byline and it
begins with a name; a name and a day share it. A sentence that tells who did what is no byline.
"""

from collections.abc import Iterator, Sequence

import regex

from tasks.extract.dom import DomLine
from tasks.extract.headlines import fold, headline_places
from tasks.extract.printed_days import find_days

#: A byline is shorter; a box about the author is not.
_MAX_CHARS = 120
#: Lines above and below the headline among which a byline is found.
_ABOVE, _BELOW = 3, 10
#: A page that repeats its headline more often lists stories.
_MAX_PLACES = 3

#: Often set without a space on either side: `NewsBy`, `ByIda Holm`.
_CUE = regex.compile(
    r"(?:\b|(?<=[\p{Ll}\d])(?=[BV]))"
    r"(?:[Bb]y|BY|[Vv]on|VON|[Pp]ar|PAR|[Pp]or|POR|[Dd]oor|[Aa]uthors?|AUTHOR|[Aa]utor(?:en|e|a)?"
    r"|[Aa]uteur|[Аа]втор)"
    r"(?:\s*:\s*|\s+|(?=\p{Lu}\p{Ll}))(?=\p{Lu}|\p{Lo})"
)
#: What templates print beside a name, days and figures apart.
_SMALL_TALK = regex.compile(
    r"(?:\b(?:(?:re)?written|(?:re)?posted|published|updated|last|story|text|words|article|reported"
    r"|photos?|guest|post|min(?:ute)?s?|read(?:ing)?|time|ago|comments?|views?|date"
    r"|and|on|in|at|the|this|was|am|um|uhr|pm|[ap]\.m\.|(?-i:\p{Lu}{2,4})"
    r"|(?:zuletzt )?(?:ver(?:ö|oe)ffentlicht|aktualisiert|geschrieben|erstellt)|publiziert|artikel"
    r"|beitrag|lesezeit|minuten?|publi(?:é|cado|kováno|cerad)|le|el"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)\b|[\W\d])*",
    regex.IGNORECASE,
)
_PARTICLES = r"(?:(?:de|da|dos|van|von|der|den|ter|bin|al|el|la|le|du|di|y|zu)\s+)*"
_WORD = r"\p{Lu}[\p{L}\p{M}.'’-]*"
_NAME = regex.compile(rf"{_PARTICLES}{_WORD}(?:\s+{_PARTICLES}{_WORD}){{1,3}}")
_ONE_NAME = regex.compile(r"\p{Lu}[\p{L}\p{M}'’-]+")
#: Where the names end: at a mark, at a word of the stamp, at a trade glued to the name. After a
#: comma stands the outlet, a degree or a town, unless the list goes on with an `and`.
_MARK = regex.compile(r"\s*(?:[|·•●/(\[<>\d✉*]|(?:^|\s)[-–—]\s)")
_STAMP_WORD = regex.compile(
    r"\s*\b(?i:on|in|at|for|from|updated?|published|posted|last|is|with|via)\b"
    r"|(?<=\p{Lu}[\p{L}.]*\s\p{Lu}\p{Ll}{3,})(?=\p{Lu}\p{Ll})"
)
_COMMA = regex.compile(r",")
_AND = regex.compile(r"\s(?:and|und|et|og|och|en|&)\s")
_JOINT = regex.compile(rf"\s*(?:[,;+]|{_AND.pattern})\s*")
_BESIDE_DAY = regex.compile(r"[|·•●/,\t]|\s[-–—]\s|\d[\d:.]*")
_MARKS = " ,.;:-–—|·•●()[]\"'“”\xa0"

_NOT_THE_STORYS = frozenset(
    {"nav", "related", "comments", "search", "dialog", "consent", "advertisement", "newsletter"}
)
_BYLINE = frozenset({"byline", "author_bio"})


def find_cued_authors(
    lines: Sequence[DomLine], headlines: Sequence[tuple[str, str]]
) -> tuple[str, ...]:
    """Names that a cue announces beside the headline.

    Args:
        lines: the visible lines of the page.
        headlines: candidates for its headline, best first.
    """
    found = (_read_cued(line.text) for line in _lines_beside(lines, headlines))
    return next(filter(None, found), ())


def find_marked_authors(
    lines: Sequence[DomLine], headlines: Sequence[tuple[str, str]]
) -> tuple[str, ...]:
    """Names at the start of what the markup calls a byline, beside the headline."""
    found = (
        _read_names(line.text, may_be_one=False)
        for line in _lines_beside(lines, headlines)
        if not _BYLINE.isdisjoint(line.container)
    )
    return next(filter(None, found), ())


def find_author_beside_day(
    lines: Sequence[DomLine], headlines: Sequence[tuple[str, str]]
) -> tuple[str, ...]:
    """The name that shares a line with a day beside the headline; sections in the menu do too.

    For pages on which nothing else names an author: it was right on five of the five such pages of
    the development sets, and on half of the others.
    """
    found = (_read_beside_day(line.text) for line in _lines_beside(lines, headlines))
    name = next(filter(None, found), None)
    if name is None or fold(name) in {fold(x.text) for x in lines if "nav" in x.container}:
        return ()
    return (name,)


def _lines_beside(
    lines: Sequence[DomLine], headlines: Sequence[tuple[str, str]]
) -> Iterator[DomLine]:
    """Short lines close to the headline, each once, those below it first."""
    numbers = (
        number
        for place in headline_places(lines, headlines[:1])[:_MAX_PLACES]
        for number in (
            *range(place + 1, min(place + 1 + _BELOW, len(lines))),
            *range(place - 1, max(place - 1 - _ABOVE, -1), -1),
        )
    )
    for number in dict.fromkeys(numbers):
        line = lines[number]
        if len(line.text) <= _MAX_CHARS and _NOT_THE_STORYS.isdisjoint(line.container):
            yield line


def _read_cued(text: str) -> tuple[str, ...]:
    for cue in _CUE.finditer(text):
        if _SMALL_TALK.fullmatch(_without_days(text[: cue.start()])):
            return _read_names(text[cue.end() :], may_be_one=True)
    return ()


def _read_beside_day(text: str) -> str | None:
    """The name in a line of a name, a day and small talk: `3 May 2021 · Ida Holm · 2 min read`."""
    without = _without_days(text)
    if without == text:
        return None
    parts = [part.strip() for part in _BESIDE_DAY.split(without)]
    said = [part for part in parts if not _SMALL_TALK.fullmatch(part)]
    is_name = said and not said[0].endswith(":") and not _CUE.match(said[0])
    name = said[0].strip(_MARKS) if is_name else ""
    return name if _NAME.fullmatch(name) else None


def _without_days(text: str) -> str:
    for day in reversed(find_days(text)):
        text = f"{text[: day.start]}|{text[day.end :]}"
    return text


def _read_names(text: str, may_be_one: bool) -> tuple[str, ...]:
    """The names that a text begins with.

    Args:
        text: what stands behind the cue, or the whole line.
        may_be_one: whether a single word can be a name, if it is all there is.
    """
    if _CUE.match(text):
        return ()
    ends = [_MARK, _STAMP_WORD] if _AND.search(text) else [_MARK, _STAMP_WORD, _COMMA]
    listed = _without_days(text)
    for end in ends:
        listed = end.split(listed, maxsplit=1)[0]
    names = []
    for part in _JOINT.split(listed):
        name = part.strip(_MARKS)
        is_all = may_be_one and name == listed.strip(_MARKS)
        if not (_NAME.fullmatch(name) or (is_all and _ONE_NAME.fullmatch(name))):
            break
        names.append(name)
    return tuple(dict.fromkeys(names))
