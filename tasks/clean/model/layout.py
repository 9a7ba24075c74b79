"""What stands before a line of plain text: blank lines, a list mark, an indent.

In: a text and the segments of it. Out: columns, one value a line, and where each line begins behind
its mark. Renderings of pages differ here: one marks headings and lists, another indents them.
"""

import re

import numpy as np

from tasks.clean.model.lines import Floats
from tasks.models import Page

_MARK = re.compile(r"(?P<heading>#{1,6}\s+)|(?P<list>(?:[*+•·▪‣-]\s+)+)|(?P<quote>>\s*)")
_MARK_NUMBER = {None: 0, "heading": 1, "list": 2, "quote": 3}
_MOST_BLANK_LINES, _MOST_INDENT = 5, 40


def bare_spans(page: Page) -> list[tuple[int, int]]:
    """Start and end of each line without its list mark; a line that is all mark stays whole."""
    spans = []
    for segment in page.segments:
        mark = _MARK.match(page.raw_text, segment.start, segment.end)
        start = mark.end() if mark and mark.end() < segment.end else segment.start
        spans.append((start, segment.end))
    return spans


def layout_columns(page: Page, prose: Floats) -> dict[str, Floats]:
    """The columns that only plain text has.

    Args:
        prose: 1 for each line that is prose; their usual indent is that of the text.
    """
    text, end = page.raw_text, 0
    gaps, marks, indents = [], [], []
    for segment in page.segments:
        gaps.append(min(_MOST_BLANK_LINES, max(0, text.count("\n", end, segment.start) - 1)))
        mark = _MARK.match(text, segment.start, segment.end)
        marks.append(_MARK_NUMBER[mark.lastgroup if mark else None])
        line_start = text.rfind("\n", 0, segment.start) + 1
        indents.append(min(_MOST_INDENT, segment.start - line_start))
        end = segment.end
    gap, mark, indent = (np.array(v, dtype=np.float32) for v in (gaps, marks, indents))
    usual = float(np.median(indent[prose > 0])) if prose.any() else 0.0
    return {
        "blank_lines": gap,
        "blank_lines_below": np.append(gap[1:], np.float32(0)),
        "mark": mark,
        "indent": indent,
        "indent_from_prose": indent - usual,
    }
