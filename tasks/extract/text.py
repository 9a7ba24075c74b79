"""The door for plain text: lines to segments, hard-wrapped paragraphs put together.

In: decoded text. Out: a Page whose segments are the non-empty lines, trimmed, or whole paragraphs
where the text is wrapped at a fixed width. Never changes a character, never judges a line.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from tasks.models import Page, PageMetadata, Segment

_LINE = re.compile(r"[^\n]+")

#: A wrapped text has lines no longer than this ...
_MAX_WRAP_WIDTH = 120
#: ... at least so many that are not the last of their paragraph ...
_MIN_WRAPPED_LINES = 4
#: ... of which nearly all end where the next word would not have fitted.
_WRAPPED_SHARE = 0.85


def read_text(
    text: str, encoding: str, flags: tuple[str, ...] = (), metadata: PageMetadata | None = None
) -> Page:
    """Cut text into segments.

    Args:
        text: decoded text with LF line ends.
        encoding: name of the encoding it was read in, kept for the record.
        flags: findings of the decoding, passed on.
        metadata: what is known about the text from elsewhere (a JSONL line).
    """
    lines = list(_lines(text))
    segments = _join_wrapped(text, lines) if _is_hard_wrapped(text, lines) else lines
    return Page(
        raw_text=text,
        segments=tuple(segments),
        metadata=metadata or PageMetadata(),
        encoding=encoding,
        is_html=False,
        flags=flags,
    )


def _lines(text: str) -> Iterator[Segment]:
    for match in _LINE.finditer(text):
        line = match[0]
        if stripped := line.strip():
            start = match.start() + len(line) - len(line.lstrip())
            yield Segment(start, start + len(stripped))


def _paragraphs(text: str, lines: list[Segment]) -> Iterator[list[Segment]]:
    """Groups of lines with no blank line between them."""
    group: list[Segment] = []
    for line in lines:
        if group and text.count("\n", group[-1].end, line.start) > 1:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _is_hard_wrapped(text: str, lines: list[Segment]) -> bool:
    """Whether line ends come from a fixed width and not from the author.

    The test is the definition: the next line's first word would have passed the width.
    """
    width = max((line.end - line.start for line in lines), default=0)
    if not 40 <= width <= _MAX_WRAP_WIDTH:
        return False
    inner = broken = 0
    for group in _paragraphs(text, lines):
        for line, following in pairwise(group):
            word = text[following.start : following.end].split(maxsplit=1)[0]
            inner += 1
            broken += (line.end - line.start) + 1 + len(word) > width
    return inner >= _MIN_WRAPPED_LINES and broken >= _WRAPPED_SHARE * inner


def _join_wrapped(text: str, lines: list[Segment]) -> list[Segment]:
    return [replace(group[0], end=group[-1].end) for group in _paragraphs(text, lines)]
