"""The working copy of a page while it is judged: pieces of raw_text with a role and a verdict.

In: a Page. Out: pieces in reading order, which the steps of cleaning settle one after another, and
at the end the blocks. A piece is mutable on purpose: it lives only inside `clean_page`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from tasks.clean.rules import Rule, fold
from tasks.extract.landmarks import FURNITURE
from tasks.models import Page, Removal, Role, Segment

_INVISIBLE = regex.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SENTENCE_END = regex.compile(r"""[.!?…。！？:][)\]"'»”’]*$""")
#: A word; scripts written without spaces count a word a sign.
_WORD = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]|\w+(?:['’.-]\w+)*"
)
#: The same for text of ASCII alone, in half the time.
_ASCII_WORD = re.compile(r"\w+(?:['.-]\w+)*", re.ASCII)

HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

#: Landmarks whose blocks are not text unless the extractor says so; an embedded post is text.
NO_TEXT = FURNITURE - {"embed"}

#: A block is text when the extractor kept at least half of its words.
MAJORITY = 0.5

#: So many words that end a sentence, or so many at all, say something.
PROSE_SENTENCE_WORDS, PROSE_WORDS = 12, 25


@dataclass(slots=True)
class Piece:
    """A run of raw_text under judgement.

    line: folded text, white space collapsed, without invisible characters: what rules see.
    score: the block model's, 0 to 1; None where it was not asked.
    role: None until some step knows it. removal: why it is no text, if it is not.
    """

    start: int
    end: int
    segment: Segment
    line: str
    words: int
    score: float | None = None
    role: Role | None = None
    removal: Removal | None = None

    @property
    def is_open(self) -> bool:
        """No step has settled it yet."""
        return self.role is None and self.removal is None

    @property
    def ends_sentence(self) -> bool:
        """Its last sign ends a sentence."""
        return bool(_SENTENCE_END.search(self.line))

    @property
    def is_prose(self) -> bool:
        """Long enough, and punctuated, to be a sentence of a story rather than a label."""
        if self.segment.tag in HEADING_TAGS:
            return False
        is_sentence = self.words >= PROSE_SENTENCE_WORDS and self.ends_sentence
        return is_sentence or self.words >= PROSE_WORDS

    @property
    def is_left_out(self) -> bool:
        """The model, or without it the extractor, was asked, and is more against it than for it."""
        support = self.segment.vote if self.score is None else self.score
        return support is not None and support < MAJORITY

    @property
    def is_open_text(self) -> bool:
        """No step has settled it, and the model, or the extractor, takes it for text."""
        return self.is_open and not self.is_left_out

    @property
    def is_text_by_score(self) -> bool:
        """The block model was asked, and is more for it than against it."""
        return self.score is not None and not self.is_left_out

    def stands_in(self, landmarks: frozenset[str]) -> bool:
        """Whether one of these landmarks encloses it."""
        return not landmarks.isdisjoint(self.segment.container)

    def cut(self, rule: Rule, harvested: str | None = None, confidence: float = 1.0) -> None:
        """Take the piece out of the text under a rule; its role stays what the rule says it is."""
        self.removal = Removal(rule.kind, rule.id, rule.version, confidence, harvested)
        self.role = rule.role or self.role or Role.REMOVED


def make_piece(
    raw_text: str, start: int, end: int, segment: Segment, score: float | None = None
) -> Piece:
    """A piece of raw_text from start to end."""
    text = raw_text[start:end]
    if not text.isascii():
        text = fold(_INVISIBLE.sub("", text))
    line = " ".join(text.split())
    return Piece(start, end, segment, line, count_words(line), score)


def pieces_of(page: Page, scores: Sequence[float] | None = None) -> list[Piece]:
    """One piece for each segment of the page.

    Args:
        scores: the block model's for each segment; None where it is not asked. Of a page on which
            neither it nor the extractor finds any text, the place of a block decides.
    """
    segments = page.segments
    found = scores if scores is not None else [segment.vote or 0.0 for segment in segments]
    if page.is_html and not any(support >= MAJORITY for support in found):
        segments, scores = tuple(replace(s, vote=_vote_by_place(s)) for s in segments), None
    return [
        make_piece(page.raw_text, s.start, s.end, s, None if scores is None else scores[number])
        for number, s in enumerate(segments)
    ]


def _vote_by_place(segment: Segment) -> float:
    """What stands for the extractor's vote where it found nothing or the page was too large."""
    is_furniture = not NO_TEXT.isdisjoint(segment.container) or segment.link_share > 0.5
    return 0.0 if is_furniture else 1.0


def split_piece(raw_text: str, piece: Piece, at: int) -> tuple[Piece, Piece]:
    """The two trimmed halves of a piece, cut at an offset of raw_text inside it."""
    left_end = piece.start + len(raw_text[piece.start : at].rstrip())
    right_start = piece.end - len(raw_text[at : piece.end].lstrip())
    return (
        make_piece(raw_text, piece.start, left_end, piece.segment, piece.score),
        make_piece(raw_text, right_start, piece.end, piece.segment, piece.score),
    )


def is_adjacent(raw_text: str, first: Piece, second: Piece) -> bool:
    """Whether two pieces stand on one line or on neighbouring lines, with no blank line between."""
    return raw_text.count("\n", first.end, second.start) <= 1


def count_words(text: str) -> int:
    """Words of a text: runs of word characters, apostrophes, points and hyphens inside."""
    return len((_ASCII_WORD if text.isascii() else _WORD).findall(text))
