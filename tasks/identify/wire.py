"""From which news agency a story is, as the page itself signs it.

In: the byline, the authors, the paragraphs of the text and the lines below it. Out: a WireCredit,
or None. Pure. An agency signs in one of three ways, tried in this order:

* dateline: `TARNWICK (AP) —` at the start of one of the first paragraphs; an outlet may have put
  its own opening before it;
* byline: the agency is the author, or the house of the author (`Maren Holt, Associated Press`);
* credit_line: the last paragraph or one of the lines below it is or ends in a credit (`(Reuters)`,
  `Quelle: dpa`, `© 2024 AFP`).

A mention inside the text never counts (`told Reuters`), nor does a share in another's story (`with
material from AP`), nor the credit of a picture.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import regex

from tasks.models import TEXT_ROLES, CleanedPage, Page, Role, WireCredit

_AGENCIES_FILE = Path(__file__).parents[2] / "config" / "names" / "wire_agencies.toml"

#: A dateline opens one of the first paragraphs; a credit is among the first lines below the text.
_OPENING_PARAGRAPHS, _LINES_BELOW = 4, 4

#: Longest dateline and longest credit, in characters.
_MOST_CHARS = 80

_BYLINE_JOINT = regex.compile(r"\s*[,;|·•/()\n]\s*|\s+[-–—]\s+|\s+(?:for|für|pour)\s+(?=\p{L})")

_PICTURES = frozenset({Role.CAPTION, Role.CREDIT, Role.ALT_TEXT})


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Compiled from the forms of config/names/wire_agencies.toml; group `agency` is the form."""

    dateline: regex.Pattern[str]
    byline_part: regex.Pattern[str]
    credit_line: regex.Pattern[str]
    credit_tail: regex.Pattern[str]
    names: dict[str, str]


@cache
def _patterns() -> _Patterns:
    agencies = tomllib.loads(_AGENCIES_FILE.read_text("utf-8"))["agencies"]
    names = {form: name for name, forms in agencies.items() for form in forms}
    forms = "|".join(regex.escape(form) for form in sorted(names, key=len, reverse=True))
    agency = rf"(?P<agency>{forms})"
    others = rf"(?:\s*[/,&]\s*(?:{forms}|\p{{Ll}}{{2,4}}))*"  # a second agency, an editor's sign
    place = (
        r"(?:\p{Lu}[\p{L}.'’/-]*,?|\[\p{L}+\],?|\d{1,4}(?:st|nd|rd|th)?[.,]?|\p{Ll}{2,4}\.?|[-–—])"
    )
    return _Patterns(
        dateline=regex.compile(
            rf"(?=[\p{{Lu}}(/])(?!(?:The\s+)?(?:{forms})\b)(?:{place}\s+){{0,8}}?"
            rf"(?:\({agency}{others}\)[\s.:]*(?:[-–—:]|(?<=:))|/{agency}/\.)(?!\s*\p{{Ll}})"
        ),
        byline_part=regex.compile(
            rf"(?i:by |von |par |from |for )?{agency}{others}"
            r"(?i: staff| news| (?:\p{L}+ )?(?:writers?|reporters?|correspondents?|editors?))*"
        ),
        credit_line=regex.compile(
            r"[\s(\[–—-]*(?:(?i:source|quelle|fuente|fonte)s?\s*:\s*(?:[\p{L}.]+,\s*)?(?:\p{Ll}{2,4}/)?"
            r"|(?i:©|\(c\)|copyright)[\s©]*(?i:\(c\))?\s*(?:\d{4}\s*,?\s*)?(?i:by )?)?"
            rf"{agency}{others}(?:[)\]\s.]*$|[.,]?\s*(?:dpa:\S+|(?i:all rights reserved).*)$)"
        ),
        credit_tail=regex.compile(
            rf"[.!?…][\"'”’»]*\s*(?:\({agency}{others}\)|[-–—]\s*{agency}{others})\.?$"
        ),
        names=names,
    )


def find_wire_credit(page: Page, cleaned: CleanedPage) -> WireCredit | None:
    """The agency that the page signs with, by what cleaning found on it."""
    lines = [
        (page.raw_text[block.start : block.end].strip(), block)
        for block in cleaned.blocks
        if block.role not in _PICTURES
    ]
    is_text = [block.role in TEXT_ROLES and not block.removal for _, block in lines]
    end = max((number for number, kept in enumerate(is_text, 1) if kept), default=0)
    below = [line for line, block in lines[end:] if block.role is not Role.HEADLINE]
    return read_wire_credit(
        cleaned.byline,
        cleaned.authors,
        [line for (line, _), kept in zip(lines, is_text, strict=True) if kept],
        below,
    )


def read_wire_credit(
    byline: str | None,
    authors: Sequence[str],
    paragraphs: Sequence[str],
    lines_below: Sequence[str] = (),
) -> WireCredit | None:
    """The agency that signs a story.

    Args:
        paragraphs: the text, its blocks in order.
        lines_below: what stands under the text, kept or not, pictures apart.
    """
    for paragraph in paragraphs[:_OPENING_PARAGRAPHS]:
        opening = paragraph[:_MOST_CHARS]
        if found := _patterns().dateline.match(opening):
            return WireCredit(_name_of(found), "dateline")
    for signature in filter(None, (byline, *authors)):
        if agency := _read_byline(signature):
            return WireCredit(agency, "byline")
    if paragraphs and (found := _patterns().credit_tail.search(paragraphs[-1][-_MOST_CHARS:])):
        return WireCredit(_name_of(found), "credit_line")
    for line in (*paragraphs[1:][-1:], *lines_below[:_LINES_BELOW]):
        if len(line) <= 2 * _MOST_CHARS and (found := _patterns().credit_line.match(line)):
            return WireCredit(_name_of(found), "credit_line")
    return None


def _name_of(match: regex.Match[str]) -> str:
    return _patterns().names[match["agency"]]


def _read_byline(byline: str) -> str | None:
    """The agency that is a whole part of a byline, first one named."""
    for part in _BYLINE_JOINT.split(byline):
        if found := _patterns().byline_part.fullmatch(part.strip(" .")):
            return _name_of(found)
    return None
