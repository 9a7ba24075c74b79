"""Captions, credits and alt texts.

In: the pieces of a page and its rules. Out: the same pieces with captions recognised, a credit cut
off the end of its caption, alt texts and doubled captions cut, and the Caption rows. A credit is
told by its form (brackets with names and slashes, `via AP`, `Photo: ...`), never by its place.
"""

import tomllib
from functools import cache
from pathlib import Path

import regex

from tasks.clean.pieces import Piece, is_adjacent, split_piece
from tasks.clean.rules import RuleSet, fold
from tasks.models import Caption, Role

#: Characters of the text inside the brackets of a credit.
_BRACKETED_CHARS = range(2, 91)
#: What may stand between the closing bracket and the end of the line: points and white space.
_AFTER_BRACKET = "." + "".join(
    regex.findall(r"\s", "".join(map(chr, range(0x3001))))  # U+3000 is the last white space
)
_CREDIT_SIGN = regex.compile(
    r"""/|\bvia\b|\b(?:photo|image|picture|foto|pool|handout|courtesy|file|getty|reuters|credit)\b""",
    regex.IGNORECASE,
)
#: Round brackets often close an ordinary sentence: only these make a credit of them.
_ROUND_CREDIT_SIGN = regex.compile(
    r"""^(?:photo|image|picture|foto|bild|credit)s?\s*(?:by\b|credit\b|courtesy\b|[:/©])|\b(?:AP|EPA|AFP|PA)\s+Photo|\bPhoto/|^REUTERS/""",
    regex.IGNORECASE,
)
#: Names alone are a credit only where markup says that the line is a caption.
_OWNER_WORD = (
    r"(?:\p{Lu}[\p{L}.'-]*|for|via|by|of|the|and|von|de|für|pour|archive|pool|handout|photo|file"
    r"|images|courtesy|library|[,&])"
)
_OWNER = regex.compile(rf"{_OWNER_WORD}(?:[\s/]+{_OWNER_WORD}){{0,9}}")
_LAST_SENTENCE = regex.compile(r"""^.*[.!?…]["'”’)]*\s+(?P<credit>\S.{3,80})$""", regex.DOTALL)
#: A credit behind a caption's last sentence stands in so many characters, spaces and all.
_TAIL_CHARS = 300
_CAPTION_CUE = regex.compile(
    r"""(?:file photo|file|photo|image|picture|caption|bild|foto|l[ée]gende)\s*(?::|-\s)"""
    r"""\s*(?-i:\p{Lu})(?:\S*\s+){4}""",
    regex.IGNORECASE,
)
_PART_JOINT = regex.compile(r"\s*/\s*|\s+via\s+|\s*\|\s*|,\s+")
_LEAD = regex.compile(
    r"""^(?:(?:photo|image|picture|foto|bild|credit|photograph|illustration)s?)?\s*"""
    r"""(?:(?:credit|by|courtesy of|courtesy|von|par)\b)?\s*(?:[:©]|\(c\))?\s*""",
    regex.IGNORECASE,
)
_TRAILING_MEDIUM = regex.compile(r"\s+(?:Photos?|Pool Photos?|Pool|Handout|File|Archive)$")
_PERSON = regex.compile(r"\p{Lu}[\p{L}.'-]+(?:\s+(?:\p{Lu}[\p{L}.'-]*|de|van|von|der|al|bin)){1,3}")
_AGENCIES_FILE = Path(__file__).parents[2] / "config" / "names" / "picture_agencies.toml"

#: Landmarks of a picture with its caption, and those whose pictures belong to other stories.
_PICTURE = frozenset({"figure", "caption", "credit"})
_ELSEWHERE = frozenset(
    {"related", "aside", "nav", "footer", "comments", "advertisement", "newsletter"}
)

_MIN_ALT_WORDS = 4


@cache
def agencies() -> frozenset[str]:
    """Agencies and picture services as they stand in credits."""
    return frozenset(tomllib.loads(_AGENCIES_FILE.read_text("utf-8"))["names"])


def settle_captions(raw_text: str, pieces: list[Piece], rules: RuleSet) -> list[Piece]:
    """Recognise captions and split their credits off; returns the new list of pieces."""
    settled: list[Piece] = []
    for piece in pieces:
        settled.extend(_caption_and_credit(raw_text, piece, settled, rules))
    _cut_alt_texts(raw_text, settled, rules)
    _cut_doubled_captions(settled, rules)
    return settled


def _caption_and_credit(
    raw_text: str, piece: Piece, before: list[Piece], rules: RuleSet
) -> list[Piece]:
    if not piece.is_open:
        return [piece]
    in_figure = piece.stands_in(_PICTURE) and not piece.stands_in(_ELSEWHERE)
    if in_figure and "credit" in piece.segment.container and (rule := rules.get("markup-credit")):
        piece.cut(rule, harvested=piece.line)
        return [piece]
    at = credit_start(raw_text, piece, before, rules, in_figure)
    if at is not None and (rule := rules.get("credit-in-caption")):
        caption, credit = split_piece(raw_text, piece, at)
        caption.role = Role.CAPTION
        credit.cut(rule, harvested=_unbracketed(raw_text[credit.start : credit.end]))
        return [caption, credit]
    is_first = not before
    has_cue = piece.segment.tag == "line" and not is_first and _CAPTION_CUE.match(piece.line)
    if (in_figure and not piece.is_text_by_score) or has_cue:
        piece.role = Role.CAPTION
    return [piece]


def credit_start(
    raw_text: str, piece: Piece, before: list[Piece], rules: RuleSet, in_figure: bool = False
) -> int | None:
    """Offset in raw_text at which the credit of a caption line begins, or None."""
    text = raw_text[piece.start : piece.end]
    opens = _closing_bracket_opens(text)
    if opens is not None and text[:opens].strip():
        inner = text[opens + 1 :].rstrip(_AFTER_BRACKET)[:-1]
        if _is_bracketed_credit(inner, text[opens] == "[", in_figure):
            return piece.start + opens
    above = before[-1] if before else None
    if above and above.role is Role.CREDIT and piece.line.endswith(" " + above.line):
        printed = raw_text[above.start : above.end]
        if text.endswith(printed):  # the credit stands twice: alone, and inside its caption
            return piece.end - len(printed)
    tail = max(0, len(text) - _TAIL_CHARS)
    if found := _LAST_SENTENCE.search(text[tail:]):
        credit, rule = fold(found["credit"]), rules.get("credit-line")
        words = len(credit.split())
        is_owner = in_figure and words >= 2 and _OWNER.fullmatch(credit)
        if is_owner or (rule and 2 <= words <= 10 and rule.matches(credit, words)):
            return piece.start + tail + found.start("credit")
    return None


def _closing_bracket_opens(text: str) -> int | None:
    """Where the brackets open that close a line, such as [Photographer/Agency] or (Photo by ...).

    None when none do, or when they hold brackets of their kind, too little or too much. Time grows
    with the length of the line only, also where it is all white space.
    """
    text = text.rstrip(_AFTER_BRACKET)
    opening = {")": "(", "]": "["}.get(text[-1:])
    if opening is None:
        return None
    at = text.rfind(opening, -_BRACKETED_CHARS.stop - 1)
    inner = text[at + 1 : -1]
    if at < 0 or len(inner) not in _BRACKETED_CHARS or text[-1] in inner:
        return None
    return at


def _is_bracketed_credit(inner: str, is_square: bool, in_figure: bool) -> bool:
    """Whether the text in brackets at the end of a line is a credit, and no aside of a sentence.

    Round brackets close many a paragraph ("(Reuters)"): there only the words of a credit count, or
    a photographer with an agency.
    """
    if not is_square:
        return bool(_ROUND_CREDIT_SIGN.search(inner)) or None not in parse_credit(inner)
    if not _OWNER.fullmatch(fold(inner)):
        return False
    parts = [_TRAILING_MEDIUM.sub("", part).strip() for part in _PART_JOINT.split(inner)]
    return in_figure or bool(_CREDIT_SIGN.search(inner)) or parts[-1] in agencies()


def _unbracketed(credit: str) -> str:
    return credit.strip().strip("[]()").strip()


def _cut_alt_texts(raw_text: str, pieces: list[Piece], rules: RuleSet) -> None:
    """An uncredited line directly above a credited caption describes the same picture.

    It is told from a paragraph by having no end of sentence, or by saying the same as the caption.
    """
    rule = rules.get("alt-text-above-caption")
    if not rule:
        return
    for number, piece in enumerate(pieces[1:], start=1):
        above = pieces[number - 1]
        if (
            piece.role is Role.CAPTION
            and _has_credit(pieces, number)
            and above.is_open
            and above.segment.tag == "line"
            and above.words >= _MIN_ALT_WORDS
            and is_adjacent(raw_text, above, piece)
            and (not above.ends_sentence or _likeness(above.line, piece.line) >= 0.5)
        ):
            above.cut(rule, harvested=raw_text[above.start : above.end])


def _has_credit(pieces: list[Piece], number: int) -> bool:
    after = pieces[number + 1] if number + 1 < len(pieces) else None
    return after is not None and after.role is Role.CREDIT


def _likeness(first: str, second: str) -> float:
    """Share of the shorter line's longer words that the other line has too."""
    one, two = ({w for w in line.lower().split() if len(w) > 4} for line in (first, second))
    return len(one & two) / max(1, min(len(one), len(two)))


def _cut_doubled_captions(pieces: list[Piece], rules: RuleSet) -> None:
    rule = rules.get("doubled-caption")
    seen: set[str] = set()
    for piece in pieces:
        if piece.role is not Role.CAPTION or piece.removal:
            continue
        if piece.line.casefold() in seen and rule:
            piece.cut(rule)
        seen.add(piece.line.casefold())


def caption_rows(raw_text: str, pieces: list[Piece]) -> tuple[Caption, ...]:
    """One row for each caption, doubled ones too: they differ in their credits."""
    rows = []
    for number, piece in enumerate(pieces):
        if piece.role is not Role.CAPTION:
            continue
        credit = _credit_beside(raw_text, pieces, number)
        above = pieces[number - 1] if number else None
        alt = raw_text[above.start : above.end] if above and above.role is Role.ALT_TEXT else None
        photographer, agency = parse_credit(credit) if credit else (None, None)
        rows.append(
            Caption(
                caption_text=raw_text[piece.start : piece.end],
                alt_text=alt or piece.segment.alt_text,
                credit_text=credit,
                photographer=photographer,
                agency=agency,
            )
        )
    return tuple(rows)


def _credit_beside(raw_text: str, pieces: list[Piece], number: int) -> str | None:
    for other in (number + 1, number - 1):
        if 0 <= other < len(pieces) and pieces[other].role is Role.CREDIT:
            return _unbracketed(raw_text[pieces[other].start : pieces[other].end])
    return None


def parse_credit(credit: str) -> tuple[str | None, str | None]:
    """The photographer and the news agency of a printed credit, either may be missing.

    The agency is the last one named, as printed less words such as Photo: it distributes the
    picture. The photographer is the part that reads as a person's name.
    """
    body = _LEAD.sub("", credit)
    parts = [part for part in (p.strip(" .") for p in _PART_JOINT.split(body)) if part]
    photographer = agency = None
    for part in parts:
        name = _TRAILING_MEDIUM.sub("", part)
        if name in agencies():
            agency = name
        elif photographer is None and name == part and _PERSON.fullmatch(name):
            photographer = name
    return photographer, agency
