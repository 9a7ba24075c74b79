"""Headline, standfirst, byline and the parts of the body.

In: pieces, some settled by rules and captions, and the page's metadata. Out: the same pieces with
their roles. Takes a line as headline only on evidence, because a lead paragraph mistaken for one
is lost to every reader of the text; what has no evidence stays body.
"""

from collections.abc import Iterable
from functools import lru_cache

import regex

from tasks.clean.judge import MAX_STANDFIRST_WORDS, edges
from tasks.clean.pieces import HEADING_TAGS, Piece, is_adjacent
from tasks.clean.rules import RuleSet
from tasks.models import Page, PageMetadata, Role

_MAX_HEADLINE_WORDS = 26
#: A longer question or exclamation is a sentence of the text.
_MAX_QUESTION_WORDS = 14
#: A longer whole sentence above a picture is the lead paragraph.
_MAX_STANDFIRST_SENTENCE_WORDS = 24
_MAX_BYLINE_WORDS = 20
#: Reasons whose rules may have taken a headline for furniture.
_MAY_BE_HEADLINE = frozenset(
    {
        "navigation",
        "related_links",
        "donation_appeal",
        "comments",
        "published_stamp",
        "newsletter_signup",
        "share_links",
        "photo_credit",
    }
)
#: A heading of fewer words may be the name of a section.
_MIN_HEADING_WORDS = 4
#: Lines of a dump between headline and text: bylines, dates, captions, buttons.
_LINES_UNDER_HEADLINE = 12
_LIST_MARK = regex.compile(r"(?:[•·▪◦‣*-]|\d{1,2}[.)])\s+\S")
_NOT_WORDS = regex.compile(r"[\W_]+")
_CUE = regex.compile(
    r"(?:by|von|par|por|di|af|av|door|words by|reported by|written by)\b\s*:?\s+", regex.IGNORECASE
)
_FIRST_FIGURE = regex.compile(r"\s*[,|·•-]?\s*\d")  # from here on it is a date
_NAME_JOINT = regex.compile(r"\s*(?:,|;|\||•|·|\s/\s|\s-\s|\band\b|\bund\b|\bet\b|&)\s*")
_AND = frozenset({"and", "und", "et", "&"})
_NAME = regex.compile(
    r"\p{Lu}[\p{L}.'-]*(?:\s+(?:\p{Lu}[\p{L}.'-]*|de|van|von|der|den|bin|al|la|le))+"
)


@lru_cache(maxsize=8_192)  # each step asks for the same lines
def squeeze(text: str) -> str:
    """Letters and digits only, case folded: for telling whether two lines say the same."""
    return _NOT_WORDS.sub("", text).casefold()


def settle_headline(
    page: Page, pieces: list[Piece], rules: RuleSet, publishers: Iterable[str]
) -> tuple[str | None, str]:
    """Find the headline; returns it with how it was found (title_line, metadata, none).

    The metadata's best candidate is the headline, as its line prints it where the page shows one.
    A heading that words it otherwise is a headline too, and no part of the text.

    Args:
        publishers: names that are no headline, though some pages put them in its place.
    """
    no_headline = {squeeze(name) for name in publishers}
    given = [h for h, _ in page.metadata.headlines if squeeze(h) not in no_headline]
    piece = _headline_like(pieces, given)
    if piece is None and page.is_html:
        piece = _first_heading([p for p in pieces if squeeze(p.line) not in no_headline])
    if piece is None and not page.is_html and not given:
        piece = _title_line(page.raw_text, pieces)
    if piece is None:
        return (given[0], "metadata") if given else (None, "none")
    piece.role, piece.removal = Role.HEADLINE, None
    _cut_doubles(pieces, piece, rules)
    if given and squeeze(given[0]) != squeeze(piece.line):
        return given[0], "metadata"
    return page.raw_text[piece.start : piece.end], "title_line"


def _headline_like(pieces: list[Piece], given: list[str]) -> Piece | None:
    """The line that says what the best of the candidates says, headings before other lines."""
    ranks: dict[str, int] = {}
    for rank, headline in enumerate(given):
        ranks.setdefault(squeeze(headline), rank)
    lines = [p for p in pieces if p.role in {None, Role.REMOVED} and p.words]
    same = [p for p in lines if squeeze(p.line) in ranks]
    return min(
        same,
        key=lambda p: (
            p.segment.tag not in HEADING_TAGS,
            ranks[squeeze(p.line)],
            p.segment.tag,
        ),
        default=None,
    )


def _first_heading(pieces: list[Piece]) -> Piece | None:
    """The page's one h1 of a few words, or the one heading above the first text."""
    open_pieces = [p for p in pieces if p.is_open]
    headings = [p for p in open_pieces if p.segment.tag == "h1" and p.words >= 2]
    if len(headings) == 1:
        return headings[0]
    head_end, _ = edges(open_pieces)
    above = [
        p
        for p in open_pieces[:head_end]
        if p.segment.tag in HEADING_TAGS and p.words >= _MIN_HEADING_WORDS and not p.is_left_out
    ]
    return above[0] if len(above) == 1 else None


def _title_line(raw_text: str, pieces: list[Piece]) -> Piece | None:
    """The first line of a plain text, when it has the form of a headline.

    It ends no sentence, stands on its own line, and more text follows. In the dump of a page menus
    stand above it: there it is the longest such line shortly above the first paragraph.
    """
    if any(piece.score is not None for piece in pieces):
        return _title_line_of_dump(pieces)
    _release_lone_first_line(pieces)
    first = next((n for n, p in enumerate(pieces) if p.is_open), None)
    if first is None or any(p.role is Role.CAPTION for p in pieces[:first]):
        return None
    piece, following = pieces[first], pieces[first + 1 :]
    has_form = 2 <= piece.words <= _MAX_HEADLINE_WORDS and not _is_sentence(piece)
    after_header = first > 0 and is_adjacent(raw_text, pieces[first - 1], piece)
    if not has_form or not following or _LIST_MARK.match(piece.line):
        return None
    if (
        after_header
        and pieces[first - 1].removal
        and "\n" not in raw_text[pieces[first - 1].end : piece.start]
    ):
        return None  # the rest of a line whose start was a stray header
    runs_on = is_adjacent(raw_text, piece, following[0]) and following[0].line[:1].islower()
    has_text = any(p.is_prose or p.role is Role.CAPTION for p in following)
    return piece if has_text and not runs_on else None


def _title_line_of_dump(pieces: list[Piece]) -> Piece | None:
    first = next((n for n, p in enumerate(pieces) if p.is_open_text and p.is_prose), 0)
    above = [p for p in pieces[:first] if p.is_open][-_LINES_UNDER_HEADLINE:]
    likely = [
        p
        for p in above
        if _MIN_HEADING_WORDS <= p.words <= _MAX_HEADLINE_WORDS and not _is_sentence(p)
    ]
    return max(likely, key=lambda p: p.words, default=None)


def _is_sentence(piece: Piece) -> bool:
    """Ends as a sentence does; a short question or exclamation may be a headline."""
    bare = piece.line.rstrip("'\"»)]")
    if bare.endswith(("?", "!")):
        return piece.words > _MAX_QUESTION_WORDS
    return bare.endswith((".", ",", ";", ":", "…"))


def _release_lone_first_line(pieces: list[Piece]) -> None:
    """Give back a first line that a rule took, when prose follows at once.

    "Search for missing boy" above a story is its headline; a menu never comes as one line alone.
    """
    if len(pieces) < 2 or not pieces[0].removal or pieces[0].words < 3:
        return
    if pieces[0].removal.reason in _MAY_BE_HEADLINE and pieces[1].is_open and pieces[1].is_prose:
        pieces[0].role = pieces[0].removal = None


def _cut_doubles(pieces: list[Piece], headline: Piece, rules: RuleSet) -> None:
    rule = rules.get("doubled-headline")
    same = squeeze(headline.line)
    for piece in pieces:
        if piece is not headline and piece.is_open and rule and squeeze(piece.line) == same:
            piece.cut(rule)


_TOP_SIGNS = frozenset({Role.BYLINE, Role.STAMP, Role.CAPTION, Role.CREDIT, Role.ALT_TEXT})
_NOT_STANDFIRST = frozenset({"share", "related", "nav", "aside", "tags", "newsletter", "byline"})


def settle_above_headline(pieces: list[Piece], rules: RuleSet) -> None:
    """Cut the labels that stand above the headline of an HTML page: they belong to the site."""
    rule = rules.get("above-headline")
    at = next((n for n, p in enumerate(pieces) if p.role is Role.HEADLINE), 0)
    for piece in pieces[:at]:
        if piece.is_open and not piece.is_prose and rule:
            piece.cut(rule)


def settle_subheadline(page: Page, pieces: list[Piece]) -> str | None:
    """The standfirst: one line between the headline and the first sign that the top is over.

    The signs are a byline, a stamp, a caption, a credit or an alt text, or markup that calls the
    line a standfirst. Without such a sign only a line that ends no sentence is taken: anything
    else may be the lead paragraph.
    """
    at = next((n for n, p in enumerate(pieces) if p.role is Role.HEADLINE), None)
    if at is None:
        return None
    below = [p for p in pieces[at + 1 :] if p.is_open or p.role in _TOP_SIGNS]
    candidate = next((p for p in below if p.is_open and not p.stands_in(_NOT_STANDFIRST)), None)
    if candidate is None or not _may_be_standfirst(candidate):
        return None
    place = below.index(candidate)
    following = below[place + 1] if place + 1 < len(below) else None
    has_sign = "standfirst" in candidate.segment.container or (
        following is not None and following.role in _TOP_SIGNS
    )
    if candidate.ends_sentence and "standfirst" not in candidate.segment.container:
        has_sign = has_sign and candidate.words <= _MAX_STANDFIRST_SENTENCE_WORDS
    more_text = any(p.is_open and p is not candidate for p in below)
    if not more_text or not (has_sign or not candidate.ends_sentence):
        return None
    candidate.role = Role.SUBHEADLINE
    return page.raw_text[candidate.start : candidate.end]


def _may_be_standfirst(piece: Piece) -> bool:
    if not 3 <= piece.words <= MAX_STANDFIRST_WORDS or piece.segment.link_share > 0.5:
        return False
    return piece.segment.tag not in {"li", "blockquote"} and not _LIST_MARK.match(piece.line)


def settle_byline(
    raw_text: str, pieces: list[Piece], metadata: PageMetadata
) -> tuple[str | None, tuple[str, ...]]:
    """The byline as printed and the authors; metadata names them best, the byline otherwise."""
    head_end, _ = edges(pieces)
    for piece in pieces[: head_end + 1]:
        if piece.is_open and _names_an_author(piece, metadata.authors):
            piece.role = Role.BYLINE
    byline = next((p for p in pieces if p.role is Role.BYLINE), None)
    printed = raw_text[byline.start : byline.end] if byline else None
    if metadata.authors:
        return printed, metadata.authors
    return printed, parse_authors(byline.line) if byline else ()


def _names_an_author(piece: Piece, authors: tuple[str, ...]) -> bool:
    """A short line that is an author's name, or that has it behind a cue or in a byline's place."""
    line = squeeze(piece.line)
    if piece.words > _MAX_BYLINE_WORDS or not any(squeeze(a) in line for a in authors if a):
        return False
    is_bare = squeeze(_CUE.sub("", piece.line)) in {squeeze(author) for author in authors}
    return is_bare or bool(_CUE.match(piece.line)) or "byline" in piece.segment.container


def parse_authors(byline: str) -> tuple[str, ...]:
    """Names of a byline such as `By Ida Holm and Jonas Ek, Valley Post`: people, in order.

    A part with two to four capitalised words is a person. After a comma it may be the outlet
    instead, unless the list goes on with an `and`; anything else ends the list.
    """
    people: list[str] = []
    parts = _parts(_FIRST_FIGURE.split(_CUE.sub("", byline, count=1), maxsplit=1)[0])
    last_and = max((n for n, (joint, _) in enumerate(parts) if joint in _AND), default=0)
    for number, (joint, part) in enumerate(parts):
        may_be_outlet = people and joint not in _AND and number > last_and
        if may_be_outlet or not _NAME.fullmatch(part) or len(part.split()) > 4:
            break
        people.append(part.title() if part.isupper() else part)
    return tuple(people)


def _parts(text: str) -> list[tuple[str, str]]:
    """(joint before the part, part) for each part of a byline."""
    parts, joint, at = [], "", 0
    for match in _NAME_JOINT.finditer(text):
        parts.append((joint, text[at : match.start()].strip()))
        joint, at = match[0].strip(), match.end()
    parts.append((joint, text[at:].strip()))
    return [(j, p) for j, p in parts if p]


def settle_body(page: Page, pieces: list[Piece]) -> None:
    """Every piece still open is text: give it its role."""
    head_end, tail_start = edges(pieces)
    for number, piece in enumerate(pieces):
        if not piece.is_open:
            continue
        tag = piece.segment.tag
        if tag == "li" or (tag == "line" and _LIST_MARK.match(piece.line)):
            piece.role = Role.LIST_ITEM
        elif "embed" in piece.segment.container:
            piece.role = Role.EMBED
        elif tag == "blockquote" or "blockquote" in piece.segment.container:
            piece.role = Role.QUOTE
        elif tag in HEADING_TAGS or (
            tag == "line"
            and head_end <= number < tail_start
            and _is_subheading(page.raw_text, pieces, number)
        ):
            piece.role = Role.SUBHEADING
        else:
            piece.role = Role.BODY


def _is_subheading(raw_text: str, pieces: list[Piece], number: int) -> bool:
    """A short line without end of sentence, alone between blank lines, with prose below."""
    piece = pieces[number]
    if piece.words > 10 or piece.ends_sentence or number + 1 >= len(pieces):
        return False
    above, below = pieces[number - 1] if number else None, pieces[number + 1]
    alone = above is None or not is_adjacent(raw_text, above, piece)
    return alone and below.is_prose
