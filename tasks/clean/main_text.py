"""The main stretch of a plain-text dump of a whole page; what lies outside it is cut.

In: pieces of a plain text. Out: the same pieces. An article stands in one piece, between the menus
above and the teasers and comments below: the stretch whose sum is greatest, where lines of text
count for it and all others against it, the way jusText and its kin weigh lines by their words.
"""

from collections.abc import Sequence

from tasks.clean.pieces import Piece
from tasks.clean.rules import RuleSet
from tasks.models import Role

#: A dump of a whole page: at least so many lines, and so many of them no sentence.
_DUMP_LINES = 30
_DUMP_SCRAP_SHARE = 0.45
#: So many lines that rules call furniture make a text with many scraps a dump.
_DUMP_FURNITURE = 2
#: So does a run of so many scraps above the first sentence.
_DUMP_MARGIN = 8
_FURNITURE_REASONS = frozenset(
    {
        "navigation",
        "share_links",
        "sign_in_prompt",
        "newsletter_signup",
        "related_links",
        "comments",
        "consent_notice",
        "advertisement",
        "terms_of_use",
        "copyright_notice",
    }
)
#: What a line must have, in words, to pay for its place in the stretch (measured on line dumps
#: of news pages: 12 is best for both renderings tried).
LINE_PRICE = 12
#: What is cut for its place alone may be text.
_CONFIDENCE = 0.8

#: What a line that is no text counts against the stretch, in words, where the block model is sure
#: of it. With it F1 of dumps is .001 to .005 better on news, two renderings of each (2 to 5 are
#: alike, 10 is worse; site-wise cross-validation).
_SCORED_LINE_PRICE = 3


def settle_scored_text(pieces: list[Piece], rules: RuleSet) -> None:
    """In a dump whose lines the block model has judged, cut the text outside the main stretch."""
    rule = rules.get("outside-main-text")
    judged = [piece for piece in pieces if piece.score is not None]
    start, end = best_stretch([_worth(piece) for piece in judged])
    for piece in judged[:start] + judged[end:]:
        if rule and piece.is_open:
            piece.cut(rule, confidence=_CONFIDENCE)


def _worth(piece: Piece) -> float:
    """What a piece counts for the stretch: its words, or its price, as far as the model is sure."""
    certainty = 2 * (piece.score or 0.0) - 1
    return certainty * (piece.words if certainty > 0 else _SCORED_LINE_PRICE)


def settle_main_text(pieces: list[Piece], rules: RuleSet) -> None:
    """In a plain-text dump of a whole page, cut what lies outside the main stretch of sentences.

    A dump shows itself twice: by many scraps, and by what a site puts around a story: lines that
    rules know for furniture, or a long run of scraps above the first sentence. Scraps below may be
    a story's own: scores, recipes, tour dates.
    """
    rule = rules.get("outside-main-text")
    counted = [p for p in pieces if p.removal is None]
    scraps = sum(not p.is_prose for p in counted)
    furniture = sum(1 for p in pieces if p.removal and p.removal.reason in _FURNITURE_REASONS)
    if not rule or len(counted) < _DUMP_LINES or scraps < _DUMP_SCRAP_SHARE * len(counted):
        return
    prose = [number for number, piece in enumerate(counted) if piece.is_prose]
    margin = prose[0] if prose else 0
    start, end = best_stretch([p.words - LINE_PRICE for p in counted])
    if start == end or (furniture < _DUMP_FURNITURE and margin < _DUMP_MARGIN):
        return
    for piece in counted[:start] + counted[end:]:
        if piece.role in {None, Role.CAPTION}:
            piece.cut(rule, confidence=_CONFIDENCE)


def best_stretch(weights: Sequence[float]) -> tuple[int, int]:
    """Start and end of the run of greatest sum (Kadane's algorithm)."""
    best, best_range, total, start = 0, (0, 0), 0, 0
    for at, weight in enumerate(weights):
        if total <= 0:
            total, start = 0, at
        total += weight
        if total > best:
            best, best_range = total, (start, at + 1)
    return best_range
