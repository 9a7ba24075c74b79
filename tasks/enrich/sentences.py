"""Sentences of an article's zones.

In: sentence bounds on the canvas, as the model or the rules below gave them. Out: `Sentence` rows,
trimmed, each within one zone, in order of the zones. Every word of a zone is in one sentence.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from tasks.enrich.entities.canvas import Canvas
from tasks.models import Sentence, Zone

# An end mark with its closing quotes, then space or the end; CJK marks need no space.
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|[。！？]+[」』”]*|\n{2,}")


def split_by_rule(text: str) -> Iterator[tuple[int, int]]:
    """Sentence bounds by punctuation, for languages the model does not read."""
    start = 0
    for mark in _END.finditer(text):
        yield start, mark.end()
        start = mark.end()
    if start < len(text):
        yield start, len(text)


def sentences_of_zones(
    canvas: Canvas, zones: Sequence[Zone], bounds: Iterable[tuple[int, int]]
) -> tuple[Sentence, ...]:
    """One row per sentence, cut where a zone ends."""
    breaks = sorted({start for start, _ in bounds} | set(canvas.starts))
    places = dict(zip(canvas.zone_numbers, canvas.starts, strict=True))
    rows: list[Sentence] = []
    for number, zone in enumerate(zones):
        origin = places[number]
        first, last = bisect_right(breaks, origin), bisect_left(breaks, origin + len(zone.text))
        edges = [0, *(place - origin for place in breaks[first:last]), len(zone.text)]
        for start, end in pairwise(edges):
            content = zone.text[start:end]
            if any(map(str.isalnum, content)):
                lead = len(content) - len(content.lstrip())
                rows.append(Sentence(number, start + lead, start + len(content.rstrip())))
    return tuple(rows)
