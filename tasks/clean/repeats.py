"""Text that stands on a page more than once: one copy stays, the others are cut.

In: pieces of which only the text is still open. Out: the same pieces, later copies cut, and how
many. Pages with a second version for small screens, and templates gone wrong, repeat whole
paragraphs. Short lines may repeat by right (a refrain, a result), so they only go with a
paragraph beside them; what stands in lists and tables may too, and stays. In plain text one
sentence alone may come again by right as well: no template has set it twice.
"""

from collections.abc import Sequence

from tasks.clean.pieces import Piece
from tasks.clean.rules import RuleSet

#: Copies that a plain text needs before any is cut.
_PLAIN_TEXT_COPIES = 2

_MAY_REPEAT = frozenset({"li", "td", "th", "dd", "dt", "pre"})


def settle_repeats(pieces: Sequence[Piece], rules: RuleSet) -> int:
    """Cut paragraphs that an earlier one says word for word; returns how many lines were cut."""
    rule = rules.get("repeated-text")
    if not rule:
        return 0
    text = [p for p in pieces if p.is_open]
    seen: set[str] = set()
    is_copy = []
    for piece in text:
        is_copy.append(piece.line in seen and piece.segment.tag not in _MAY_REPEAT)
        seen.add(piece.line)
    cut = {n for n, piece in enumerate(text) if is_copy[n] and piece.is_prose}
    is_plain = any(piece.segment.tag == "line" for piece in text)
    if is_plain and len(cut) < _PLAIN_TEXT_COPIES:
        return 0
    for order in (range(len(text)), reversed(range(len(text)))):
        for n in order:
            if is_copy[n] and not cut.isdisjoint({n - 1, n + 1}):
                cut.add(n)
    for n in cut:
        text[n].cut(rule)
    return len(cut)
