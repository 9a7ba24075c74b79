"""The rules held against the pieces of a page, each in its place.

In: pieces and rules. Out: the same pieces, those that a rule takes settled, with what they gave
harvested. The head of a page is everything before its first sentence of a story, the tail
everything after its last: boilerplate words inside the text are the story's own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import regex

from tasks.clean.pieces import Piece, make_piece
from tasks.clean.rules import Rule, RuleSet, fold
from tasks.models import Role

#: A stray header can only stand at the very start; later lines are the text's own.
_PREFIX_PIECES = 3

#: A line of so many words that ends a sentence says something.
_SENTENCE_WORDS = 6
#: A longer line under the headline is a lead paragraph.
MAX_STANDFIRST_WORDS = 45

_LEGAL_FORM = regex.compile(
    r"""(?:,?\s+(?:company|co\.?|corp(?:oration|\.)?|inc\.?|llc|l\.l\.c\.|ltd\.?|limited|plc|gmbh"""
    r"""|ag|s\.?a\.?|b\.?v\.?|verlag|media group|media|publishing|network))+$""",
    regex.IGNORECASE,
)


@dataclass(slots=True)
class Harvest:
    """What rules gave before their lines went: dates as printed (with origin), publishers."""

    dates: list[tuple[str, str, str]] = field(default_factory=list)  # (printed, origin, line)
    publishers: list[str] = field(default_factory=list)
    copyright_lines: list[str] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)


def split_prefixes(
    raw_text: str, pieces: list[Piece], rules: RuleSet, harvest: Harvest
) -> list[Piece]:
    """Cut stray headers off the start of the first lines; returns the new list of pieces."""
    settled: list[Piece] = []
    for number, piece in enumerate(pieces):
        found = None
        if number < _PREFIX_PIECES and piece.is_open:
            text = fold(raw_text[piece.start : piece.end])
            found = next(
                ((r, m) for r in rules.prefix_rules if (m := r.matches(text, piece.words))), None
            )
        if found is None or found[1].end() >= piece.end - piece.start:
            settled.append(piece)
            continue
        rule, match = found
        at = piece.start + match.end()
        header = make_piece(
            raw_text, piece.start, piece.start + len(match[0].rstrip()), piece.segment, piece.score
        )
        rest = make_piece(raw_text, at, piece.end, piece.segment, piece.score)
        header.cut(rule, harvested=_harvest(rule, match, header, harvest))
        settled += [header, rest]
    return settled


def apply_rules(
    pieces: list[Piece], rules: RuleSet, language_code: str | None, day: date | None
) -> Harvest:
    """Settle every open piece that a rule takes where the rule may.

    Args:
        language_code: language the page claims; day: its day of publication, as far as metadata
            has them; rules for other languages and days are left aside.
    """
    harvest = Harvest()
    matches = {
        number: found
        for number, piece in enumerate(pieces)
        if piece.is_open
        and (
            found := [
                m
                for m in rules.matches_of(piece.line, piece.words)
                if m[0].is_for(language_code, day)
            ]
        )
    }
    head_end, tail_start = edges(pieces, matches.keys(), _top_signs(matches))
    waiting = []
    for number, found in matches.items():
        for rule, match in found:
            if not _in_place(rule, number, head_end, tail_start):
                continue
            if not rule.firm and not _is_borne_out(pieces, number, matches):
                continue
            if rule.beside or rule.after:
                waiting.append((number, rule, match))
            else:
                _settle(pieces[number], rule, match, harvest)
                break
    _settle_beside(pieces, waiting, harvest)
    return harvest


def edges(
    pieces: list[Piece], matched: Iterable[int] = (), top_signs: Iterable[int] = ()
) -> tuple[int, int]:
    """Where the head ends and the tail starts: numbers of pieces.

    The story runs from the first to the last open piece that is prose, that no rule matches, and
    that the extractor, where it was asked, did not leave out. Without any, the longest open piece
    stands for the story.

    Args:
        matched: pieces that some rule matches.
        top_signs: pieces that read as byline or stamp; prose shortly above one is a standfirst.
    """
    doubtful, signs = set(matched), set(top_signs)
    candidates = [n for n, p in enumerate(pieces) if p.is_open and n not in doubtful]
    prose = [n for n in candidates if pieces[n].is_prose and not pieces[n].is_left_out]
    if not prose:
        if not candidates:
            return len(pieces), 0
        prose = [max(candidates, key=lambda n: pieces[n].words)]
    first = prose[0]
    is_standfirst = len(prose) > 1 and pieces[first].words <= MAX_STANDFIRST_WORDS
    if is_standfirst and not signs.isdisjoint({first + 1, first + 2}):
        first = prose[1]
    return first, prose[-1] + 1


def _top_signs(matches: Mapping[int, list[tuple[Rule, regex.Match]]]) -> list[int]:
    signs = {Role.BYLINE, Role.STAMP}
    return [number for number, found in matches.items() if any(r.role in signs for r, _ in found)]


def _in_place(rule: Rule, number: int, head_end: int, tail_start: int) -> bool:
    in_head, in_tail = number < head_end, number >= tail_start
    return {
        "anywhere": True,
        "head": in_head,
        "tail": in_tail,
        "edge": in_head or in_tail,
    }[rule.where]


def _is_borne_out(pieces: list[Piece], number: int, matches: Mapping[int, object]) -> bool:
    """Whether a line that a rule matches may go, though it reads like a sentence of the story.

    Furniture stands in company: beside another line that a rule matches, or that was cut before.
    A whole sentence alone between paragraphs is the story's, whatever its words; so is one at the
    end with nothing below. A block that the extractor left out needs no company.
    """
    piece = pieces[number]
    is_sentence = piece.ends_sentence and piece.words >= _SENTENCE_WORDS
    if not is_sentence or piece.is_left_out:
        return True
    neighbours = [n for n in (number - 1, number + 1) if 0 <= n < len(pieces)]
    return any(n in matches or pieces[n].removal for n in neighbours)


def _settle(piece: Piece, rule: Rule, match: regex.Match, harvest: Harvest) -> None:
    harvested = _harvest(rule, match, piece, harvest)
    if rule.verdict == "keep":
        piece.role = rule.role
    else:
        piece.cut(rule, harvested)


def _settle_beside(
    pieces: list[Piece], waiting: list[tuple[int, Rule, regex.Match]], harvest: Harvest
) -> None:
    """Rules that need a cut neighbour, again and again until nothing more is cut."""
    changed = True
    while changed:
        changed = False
        for number, rule, match in waiting:
            if pieces[number].is_open and _has_neighbour(pieces, number, rule):
                _settle(pieces[number], rule, match, harvest)
                changed = True


def _has_neighbour(pieces: list[Piece], number: int, rule: Rule) -> bool:
    above, below = pieces[max(0, number - 1) : number], pieces[number + 1 : number + 2]
    kinds = {p.removal.reason for p in above if p.removal}
    if not kinds.isdisjoint(rule.after):
        return True
    kinds |= {p.removal.reason for p in below if p.removal}
    return not kinds.isdisjoint(rule.beside)


def _harvest(rule: Rule, match: regex.Match, piece: Piece, harvest: Harvest) -> str | None:
    groups = match.groupdict()
    harvest.kinds.add(rule.kind)
    if rule.kind == "copyright_notice":
        harvest.copyright_lines.append(piece.line)
    if groups.get("date") and rule.origin:
        harvest.dates.append((groups["date"], rule.origin, piece.line))
        return groups["date"]
    if (publisher := groups.get("publisher")) and publisher.strip():
        name = publisher_name(piece.line, publisher)
        harvest.publishers.append(name)
        return name
    return piece.line if rule.role is Role.CREDIT else None


def publisher_name(line: str, owner: str) -> str:
    """The owner named in a copyright line, without its legal form (Company, LLC)."""
    rest = line[line.find(owner) + len(owner) :]
    full = owner + (
        found[0] if (found := regex.match(r",?\s+(?:LLC|Inc|Ltd|GmbH)\b", rest)) else ""
    )
    return _LEGAL_FORM.sub("", full.strip()).strip(" .,-") or owner.strip()


def settle_site_names(pieces: list[Piece], publishers: Iterable[str], rules: RuleSet) -> list[str]:
    """Cut the publisher's name where it stands alone in the head or the tail.

    Returns:
        The names as they stand there: better than a copyright line's, which names a company.
    """
    rule = rules.get("site-name")
    owners = [_name_words(name) for name in publishers if name]
    printed = []
    head_end, tail_start = edges(pieces)
    for number, piece in enumerate(pieces):
        in_edge = number < head_end or number >= tail_start
        words = _name_words(piece.line)
        if not (piece.is_open and in_edge and words and rule):
            continue
        if any(
            owner[: len(words)] == words and (len(words) > 1 or owner == words) for owner in owners
        ):
            piece.cut(rule, harvested=piece.line)
            printed.append(piece.line)
    return printed


def _name_words(name: str) -> list[str]:
    """Words of a publisher's name, folded, without the article it may or may not be given."""
    words = regex.findall(r"\w+", name.casefold())
    return words[1:] if words[:1] == ["the"] else words


def settle_tail_remnants(pieces: list[Piece], rules: RuleSet) -> None:
    """Cut short scraps that stand between two cut lines of the tail."""
    rule = rules.get("tail-remnant")
    if not rule:
        return
    _, tail_start = edges(pieces)
    for number in range(tail_start + 1, len(pieces) - 1):
        piece = pieces[number]
        is_scrap = piece.is_open and piece.words <= 5 and not piece.ends_sentence
        if is_scrap and pieces[number - 1].removal and pieces[number + 1].removal:
            piece.cut(rule, confidence=0.7)
