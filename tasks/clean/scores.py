"""What the block model finds to be no text, cut with the reason that its place gives.

In: pieces with the model's scores. Out: the same pieces, those that are more likely furniture than
text cut. The model says whether, the markup around a block says what: a block that it takes from a
list of other stories is a related link, one without a name of its own stands outside the article.
"""

from tasks.clean.model.scorer import BlockModel
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


def scores_of(page: Page, model: BlockModel) -> list[float] | None:
    """The model's score of each segment.

    None for a plain text that is no dump of a page: there the rules alone decide, so that a clean
    text comes out as it went in.
    """
    scores = model.score(page)
    if not page.is_html and sum(score < _SURELY_NOT for score in scores) < _DUMP_LINES:
        return None
    return scores


def settle_scores(pieces: list[Piece], rules: RuleSet, version: str) -> None:
    """Cut the open pieces whose score is below one half.

    Args:
        version: of the model's weights, for the ledger.
    """
    for piece in pieces:
        if not piece.is_open or piece.score is None or not piece.is_left_out:
            continue
        if reason := rule_for(piece, rules):
            confidence = round(1.0 - piece.score, 3)
            piece.removal = Removal(reason.kind, BLOCK_MODEL, version, confidence)
            piece.role = reason.role or Role.REMOVED
