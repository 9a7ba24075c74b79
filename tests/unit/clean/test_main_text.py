"""The main stretch of a dump: the article stands in one piece."""

from tasks.clean.main_text import best_stretch, settle_scored_text
from tasks.clean.pieces import pieces_of
from tasks.clean.rules import shipped_rules
from tasks.extract.text import read_text
from tasks.models import Role
from tests.unit.clean.model.pages import STORY

LINK = "More from the lake"
FIRST, SECOND, THIRD, FOURTH = STORY


def left_of(lines: list[str], scores: list[float], captions: frozenset[int] = frozenset()):
    """The lines that are left in the main stretch of a dump, and why the others are not."""
    text = "\n".join(lines)
    pieces = pieces_of(read_text(text, "utf-8"), scores)
    for number in captions:
        pieces[number].role = Role.CAPTION
    settle_scored_text(pieces, shipped_rules())
    left = [text[piece.start : piece.end] for piece in pieces if piece.removal is None]
    return left, {piece.removal.rule_id for piece in pieces if piece.removal}


def test_a_teaser_far_below_the_text_is_cut():
    lines = [FIRST, SECOND, *[LINK] * 12, "She was never so late, he said."]
    scores = [0.95, 0.95, *[0.02] * 12, 0.6]
    left, rules = left_of(lines, scores)
    assert left[:2] == [FIRST, SECOND]
    assert lines[-1] not in left
    assert rules == {"outside-main-text"}


def test_a_paragraph_below_a_box_of_links_stays():
    lines = [FIRST, *[LINK] * 4, SECOND, THIRD]
    assert left_of(lines, [0.95, *[0.02] * 4, 0.9, 0.9]) == (lines, set())


def test_a_caption_above_the_text_stays():
    lines = ["The ferry in May", *[LINK] * 9, FIRST, SECOND]
    left, _ = left_of(lines, [0.6, *[0.02] * 9, 0.95, 0.95], captions=frozenset({0}))
    assert lines[0] in left


def test_the_best_stretch_is_the_run_of_greatest_sum():
    assert best_stretch([1, -5, 2, -1, 3, -4, 1]) == (2, 5)
    assert best_stretch([-1.5, -2]) == (0, 0)
    assert best_stretch([]) == (0, 0)
