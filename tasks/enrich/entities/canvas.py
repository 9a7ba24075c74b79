"""The zones of an article laid out as one text, so that names can be looked for in all of them.

In: zones. Out: a `Canvas`: folded text, with the way back from its offsets to zone and offset.
The pieces a model reads apart are stated too: body zones in one, for context, each other zone by
itself, and none longer than the model takes.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.enrich.entities.folding import fold_characters
from tasks.models import BLOCK_JOINT, Zone

#: Characters a model reads at once. spaCy refuses more than a million, and takes gigabytes long
#: before; a name needs a few words of context, and a cut falls on a line break.
PIECE_CHARACTERS = 20_000

#: Characters of one article a model reads at all: no article is longer (a long live
#: blog has half), and a quarter of a minute on one of them is enough.
MODEL_CHARACTERS = 400_000

#: A longer run without white space is no word (an address, an encoded picture).
LONGEST_WORD = 200

# Scripts that are written without spaces (Thai to Khmer, and all from the CJK radicals on) have
# long runs of real words.
_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\U0003ffff"
_LONG_RUN = re.compile(rf"[^\s{_SPACELESS}]{{{LONGEST_WORD + 1},}}")
_LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Canvas:
    """Folded text of all zones, other zones first, then the body, joined by blank lines."""

    text: str
    zone_numbers: tuple[int, ...]
    starts: tuple[int, ...]
    pieces: tuple[tuple[int, int], ...]

    def locate(self, start: int, end: int) -> tuple[int, int, int]:
        """(zone number, start, end) of a span that lies in one zone; offsets in its text."""
        place = bisect_right(self.starts, start) - 1
        origin = self.starts[place]
        return self.zone_numbers[place], start - origin, end - origin

    def lines(self) -> Iterator[tuple[int, int]]:
        """Start and end of every non-empty line."""
        for line in _LINE.finditer(self.text):
            yield line.span()


def lay_out(zones: Sequence[Zone]) -> Canvas:
    """The canvas of an article's zones, in which no code point has moved within its zone."""
    order = sorted(range(len(zones)), key=lambda number: zones[number].name == "body")
    starts, length = [], 0
    for number in order:
        starts.append(length)
        length += len(zones[number].text) + len(BLOCK_JOINT)
    text = BLOCK_JOINT.join(fold_characters(zones[number].text) for number in order)
    pieces: list[tuple[int, int]] = []
    first_body = len(order)
    for place, number in enumerate(order):
        if zones[number].name == "body":
            first_body = place
            break
        pieces.extend(_cut(text, starts[place], starts[place] + len(zones[number].text)))
    if first_body < len(order):
        pieces.extend(_cut(text, starts[first_body], len(text)))
    return Canvas(text, tuple(order), tuple(starts), _within_limit(pieces))


def blank_long_runs(text: str) -> str:
    """The text with every run that is too long to be a word replaced by as many spaces."""
    return _LONG_RUN.sub(lambda run: " " * len(run.group()), text)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """text[start:end] in pieces that end at a line break, else at a space, else at the limit."""
    while end - start > PIECE_CHARACTERS:
        limit = start + PIECE_CHARACTERS
        cut = max(text.rfind("\n", start + 1, limit), start)
        if cut == start:
            cut = text.rfind(" ", start + 1, limit)
        stop = cut + 1 if cut > start else limit
        yield start, stop
        start = stop
    if start < end:
        yield start, end


def _within_limit(pieces: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The pieces from the front whose length together stays within MODEL_CHARACTERS."""
    kept, total = [], 0
    for start, end in pieces:
        total += end - start
        if total > MODEL_CHARACTERS:
            break
        kept.append((start, end))
    return tuple(kept)
