"""What the extractor left out of an HTML page, cut with the reason that its place gives.

In: pieces whose segments carry a vote. Out: the same pieces, those without a majority cut. Plain
text has no votes (see `main_text.py`).
"""

from tasks.clean.pieces import NO_TEXT, Piece
from tasks.clean.rules import Rule, RuleSet
from tasks.models import Role

#: Landmarks whose blocks are no text even where the extractor kept them.
_NEVER_TEXT = frozenset({"newsletter", "consent", "share"})
#: A block that is nearly all link is a pointer to another page; one with so few is a sentence.
_LINK_SHARE = 0.9
_FEW_LINKS = 0.3
#: A link of fewer words is no headline of another story: it names a part of the site.
_STORY_WORDS = 4


def settle_votes(pieces: list[Piece], rules: RuleSet) -> None:
    """Cut the open pieces of an HTML page that the extractor left out.

    A sentence that stands between text the extractor kept, in no furniture of the page, stays: a
    lost paragraph is worse than a kept notice. Pieces that the block model has judged are left to
    it.
    """
    kept = [n for n, p in enumerate(pieces) if _is_text(p)]
    first, last = (kept[0], kept[-1]) if kept else (len(pieces), 0)
    for number, piece in enumerate(pieces):
        if not piece.is_open or piece.score is not None:
            continue
        if not (piece.is_left_out or piece.stands_in(_NEVER_TEXT)):
            continue
        is_between = first < number < last and piece.is_prose
        if is_between and piece.segment.link_share < _FEW_LINKS and not piece.stands_in(NO_TEXT):
            continue
        if rule := rule_for(piece, rules):
            piece.cut(rule, confidence=round(1.0 - (piece.segment.vote or 0.0), 3))


def _is_text(piece: Piece) -> bool:
    if piece.role is Role.HEADLINE:
        return True
    return piece.is_open and piece.segment.vote is not None and not piece.is_left_out


def rule_for(piece: Piece, rules: RuleSet) -> Rule | None:
    """The rule that says what a block is that is no text: by its place, else by its links."""
    container = piece.segment.container
    if "article" in container and "header" in container[container.index("article") :]:
        container = tuple(name for name in container if name != "header")  # the article's own
    for rule in rules.container_rules:
        if not rule.containers.isdisjoint(container):
            return rule
    if piece.segment.link_share >= _LINK_SHARE:
        name = "link-label" if piece.words < _STORY_WORDS else "link-list"
        if rule := rules.get(name):
            return rule
    return rules.get("extractor-vote")
