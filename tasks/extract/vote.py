"""The extractor's opinion on each line of a page.

In: the page's tree and its lines. Out: for each line the share of its words that trafilatura would
keep, 0 to 1. Its text is never stored: it is only laid over ours, word by word. The tree is not
changed (trafilatura works on a copy), nothing is downloaded, no comments are asked for.
"""

import logging
import re
import unicodedata
from collections.abc import Sequence

from lxml import etree, html
from trafilatura import bare_extraction

from tasks.extract.alignment import align

_WORD = re.compile(r"\w+")

#: Larger trees are not sent, as trafilatura's time grows with the sum of the elements' depths: a
#: million takes it some seconds. News pages have up to 5,000 elements, and a sum of 100,000.
MAX_ELEMENTS = 60_000
MAX_DEPTH_SUM = 1_000_000
#: It counts the cells of a row anew for each of them.
MAX_CELLS = 2_000

# Its warnings ("discarding data") tell what the flags of the page tell better.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def extract_text(root: html.HtmlElement) -> str | None:
    """What trafilatura takes for the article's text; None when it finds none or fails.

    Settings: tables kept, comments not, neither precision nor recall favoured, no second opinion of
    other extractors (`fast`): under the block model it brings nothing, and takes half of the time.
    """
    try:
        document = bare_extraction(
            root,
            fast=True,
            include_comments=False,
            include_tables=True,
            with_metadata=False,
        )
    except (
        ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError,
        ValueError, etree.LxmlError,
    ):  # fmt: skip
        return None  # a fault of the extractor costs its vote, not the page
    return document.text if document else None


def vote_on_lines(
    root: html.HtmlElement, lines: Sequence[str]
) -> tuple[list[float], tuple[str, ...]]:
    """One vote per line, and flags.

    All votes are 0.0 when the extractor finds nothing (flag `extractor_found_nothing`).
    """
    if not lines:
        return [], ()
    kept = extract_text(root)
    if not kept:
        return [0.0] * len(lines), ("extractor_found_nothing",)
    return share_of_words(lines, kept), ()


def is_too_large(root: html.HtmlElement) -> bool:
    """Whether the extractor would take too long: counted level by level, within the limits."""
    level, count, depth, depth_sum = [root], 0, 0, 0
    while level:
        depth += 1
        count += len(level)
        depth_sum += depth * len(level)
        if count > MAX_ELEMENTS or depth_sum > MAX_DEPTH_SUM:
            return True
        if any(element.tag == "tr" and len(element) > MAX_CELLS for element in level):
            return True
        level = [child for element in level for child in element]
    return False


def share_of_words(lines: Sequence[str], kept: str) -> list[float]:
    """For each line the share of its words that stand in `kept`, aligned in reading order.

    A line without a word (a row of dashes) has the vote of the line before it.
    """
    words_of_lines = [_WORD.findall(unicodedata.normalize("NFC", line)) for line in lines]
    marks = align([w for words in words_of_lines for w in words], _WORD.findall(kept))
    votes, position, vote = [], 0, 0.0
    for words in words_of_lines:
        if words:
            end = position + len(words)
            vote = marks.count(1, position, end) / len(words)
            position = end
        votes.append(vote)
    return votes
