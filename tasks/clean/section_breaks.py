"""Rows of signs between paragraphs (`* * *`, `___`): section breaks, which the writer set.

In: pieces of which only the text is still open. Out: the same pieces, the rows between text open
again. Anywhere else such a row is decoration and stays cut.
"""

import re
from collections.abc import Sequence

from tasks.clean.pieces import Piece

#: The rule that takes whatever shows no letter and no digit.
_RULE_ID = "invisible"
#: A dot or a bar alone is what is left of a menu.
_SECTION_BREAK = re.compile(r"(?:[-_=*~·•#] ?){3,}")


def settle_section_breaks(pieces: Sequence[Piece]) -> None:
    """Give back the rows of signs whose neighbours above and below are text."""
    for number, piece in enumerate(pieces):
        if not _is_row_of_signs(piece):
            continue
        if _is_text(pieces, number, -1) and _is_text(pieces, number, 1):
            piece.role = piece.removal = None


def _is_row_of_signs(piece: Piece) -> bool:
    is_cut = piece.removal is not None and piece.removal.rule_id == _RULE_ID
    return is_cut and bool(_SECTION_BREAK.fullmatch(piece.line))


def _is_text(pieces: Sequence[Piece], number: int, step: int) -> bool:
    """Whether the next piece in a direction that is no row of signs is text."""
    number += step
    while 0 <= number < len(pieces) and _is_row_of_signs(pieces[number]):
        number += step
    return 0 <= number < len(pieces) and pieces[number].is_open
