"""What the extractor left out of an HTML page, cut with the reason that its place gives.

In: pieces whose segments carry a vote. Out: the same pieces, those without a majority cut. Plain
text has no votes; there `settle_main_text` finds the one long stretch of sentences in a dump of a
whole page, the way jusText and its kin weigh lines by their words.
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
            piece.cut(rule, confidence=0.8)


def best_stretch(weights: list[int]) -> tuple[int, int]:
    """Start and end of the run of greatest sum (Kadane's algorithm)."""
    best, best_range, total, start = 0, (0, 0), 0, 0
    for at, weight in enumerate(weights):
        if total <= 0:
            total, start = 0, at
        total += weight
        if total > best:
            best, best_range = total, (start, at + 1)
    return best_range
