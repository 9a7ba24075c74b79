"""What the block model finds to be no text, cut with the reason that its place gives.

In: a page, then its pieces with the model's scores. Out: the same pieces, those that are more
likely furniture than text cut. Where much of a page is in doubt, the extractor is asked too. The
model says whether, the markup around a block says what: a block that it takes from a list of other
stories is a related link, one without a name of its own stands outside the article.
"""

from tasks.clean.model.scorer import BlockModel, count_page
from tasks.clean.pieces import Piece
from tasks.clean.rules import RuleSet
from tasks.clean.votes import rule_for
from tasks.models import Page, Removal, Role

#: The id of the model in the ledger; the version there is that of its weights.
BLOCK_MODEL = "block-model"

#: A line with a lower score is surely none of the text. Of 207 true texts none has such a line, of
#: the dumps of their pages all have: a plain text with so many of them is a dump.
_SURELY_NOT = 0.05
_DUMP_LINES = 2


#: The tag and the landmark of a post of a social network that a page embeds.
_POST_TAG, _EMBED = "blockquote", frozenset({"embed"})

#: Share of a page's text that may be in doubt. On more than this are 16 pages in a hundred; to ask
#: the extractor about them brings all that asking it about every page does, and failed pages are
#: among them (body F1 .960 without, .979 with it for these or for all; site-wise cross-validation).
_MOST_DOUBT = 0.1
#: Of less text a single line would be a large share.
_MIN_CHARS = 200


def judge_page(page: Page, model: BlockModel | None) -> tuple[Page, list[float] | None]:
    """The model's score of each segment, and the page, with votes where the extractor was asked.

    There are no scores without a model, nor for a plain text that is no dump of a page: there the
    rules alone decide, so that a clean text comes out as it went in.
    """
    from tasks.extract.second_opinion import ask_extractor  # loads trafilatura: a second

    if model is None:
        return ask_extractor(page), None
    table = count_page(page)
    scores = model.score(page, table)
    if page.is_html:
        if doubt_of(page, scores) > _MOST_DOUBT:
            page = ask_extractor(page)
            scores = model.score(page, table) if page.has_votes else scores
        return page, scores
    is_dump = sum(score < _SURELY_NOT for score in scores) >= _DUMP_LINES
    return page, scores if is_dump else None


def doubt_of(page: Page, scores: list[float]) -> float:
    """Expected share of the article's characters that the scores judge wrongly, from 0."""
    sizes = [segment.end - segment.start for segment in page.segments]
    wrong = sum(min(p, 1 - p) * size for p, size in zip(scores, sizes, strict=True))
    right = sum(p * size for p, size in zip(scores, sizes, strict=True))
    return wrong / max(_MIN_CHARS, right)


def settle_scores(pieces: list[Piece], rules: RuleSet, version: str) -> None:
    """Cut the open pieces whose score is below one half.

    A post that the text embeds is part of it, as a quotation is. Pages that the model learned from
    do not agree on that, so its scores for such posts say little.

    Args:
        version: of the model's weights, for the ledger.
    """
    text = [number for number, piece in enumerate(pieces) if piece.is_open_text]
    first, last = (text[0], text[-1]) if text else (0, 0)
    for number, piece in enumerate(pieces):
        if not piece.is_open or piece.score is None or not piece.is_left_out:
            continue
        if _is_post(piece) and first < number < last:
            continue
        if reason := rule_for(piece, rules):
            confidence = round(1.0 - piece.score, 3)
            piece.removal = Removal(reason.kind, BLOCK_MODEL, version, confidence)
            piece.role = reason.role or Role.REMOVED


def _is_post(piece: Piece) -> bool:
    return piece.segment.tag == _POST_TAG and piece.stands_in(_EMBED)
