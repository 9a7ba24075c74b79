"""Characters and words of all lines of a page, counted at once.

In: a text and the offsets of its lines. Out: one table of counts, a line a row. Counting is one
look at each character in C: a page of 60,000 characters takes a millisecond.
"""

from dataclasses import dataclass
from enum import IntEnum
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from tasks.clean.main_text import LINE_PRICE, best_stretch

Floats = NDArray[np.float32]


class Kind(IntEnum):
    """What a character is; each is of one kind."""

    OTHER = 0
    SPACE = 1
    DIGIT = 2
    UPPER = 3
    LOWER = 4
    LETTER = 5  # of a script without case
    IDEOGRAPH = 6  # of a script without spaces: two of them count as a word
    MARK = 7  # combining
    STOP = 8
    COLON = 9
    COMMA = 10
    QUOTE = 11
    BRACKET = 12
    APOSTROPHE = 13
    BAR = 14
    ARROW = 15
    RIGHTS = 16  # copyright and trademark signs
    AT = 17
    MONEY = 18  # and per cent


_SIGNS = {
    Kind.STOP: ".!?…。！？",
    Kind.COLON: ":;：；",
    Kind.COMMA: ",،、，",
    Kind.QUOTE: '"“”„«「」『』',
    Kind.BRACKET: "()[]（）",
    Kind.APOSTROPHE: "'’‘",
    Kind.BAR: "|•·▪◦‣●■/",
    Kind.ARROW: "»›→▸►▶⟩>❯‹←↑↓▼",
    Kind.RIGHTS: "©®™",
    Kind.AT: "@#",
    Kind.MONEY: "$€£¥%₽₩",
}
_KIND_OF_SIGN = {sign: kind for kind, signs in _SIGNS.items() for sign in signs}
#: Han, kana, Thai, Lao, Khmer, Myanmar: first and last code point.
_WITHOUT_SPACES = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF),
                   (0x3400, 0x9FFF), (0x20000, 0x3FFFF))  # fmt: skip
_UNKNOWN = 255
#: Kind of each code point; filled in as they are met, for a text has few that are different.
_KINDS = np.full(0x110000, _UNKNOWN, dtype=np.uint8)

_WORD_KINDS = np.zeros(len(Kind), dtype=bool)
_WORD_KINDS[[Kind.DIGIT, Kind.UPPER, Kind.LOWER, Kind.LETTER, Kind.MARK]] = True
#: What ends a sentence, and what begins one.
_CLOSING, _OPENING = np.zeros((2, len(Kind)), dtype=bool)
_CLOSING[[Kind.STOP, Kind.QUOTE, Kind.BRACKET, Kind.APOSTROPHE]] = True
_OPENING[[Kind.UPPER, Kind.QUOTE, Kind.DIGIT, Kind.LETTER]] = True
#: Short words in lower case are mostly the ones that hold sentences together.
_SHORT_WORD = 3


@cache
def kind_of(char: str) -> Kind:
    """The kind of one character."""
    if char in _KIND_OF_SIGN:
        return _KIND_OF_SIGN[char]
    if char.isspace():
        return Kind.SPACE
    if char.isdigit():
        return Kind.DIGIT
    if char.isalpha():
        code = ord(char)
        if any(first <= code <= last for first, last in _WITHOUT_SPACES):
            return Kind.IDEOGRAPH
        return Kind.UPPER if char.isupper() else Kind.LOWER if char.islower() else Kind.LETTER
    return Kind.MARK if char.isalnum() or ("_" + char).isidentifier() else Kind.OTHER


def _kinds_of(text: str) -> NDArray[np.uint8]:
    for char in set(text):
        if _KINDS[ord(char)] == _UNKNOWN:
            _KINDS[ord(char)] = kind_of(char)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return _KINDS[codes]


@dataclass(frozen=True)
class LineTable:
    """The lines of a page as numbers.

    texts: the lines; kinds: for each line how many characters of each Kind, shape (lines, kinds);
    words, capitalised, short, lower: words of each line, and how many of them begin with a capital
    letter, have at most three letters in lower case, begin in lower case; sentence_joints: places
    inside a line where a sentence ends and the next begins.
    """

    texts: tuple[str, ...]
    kinds: Floats
    words: Floats
    capitalised: Floats
    short: Floats
    lower: Floats
    sentence_joints: Floats

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def squeezed(self) -> tuple[str, ...]:
        """Letters and digits of each line, case folded: whether two lines say the same."""
        return tuple(squeeze(text) for text in self.texts)

    @cached_property
    def main_stretch(self) -> tuple[int, int]:
        """Start and end of the one long run of lines with many words: most often the article."""
        return best_stretch((self.words - LINE_PRICE).tolist())


#: Two lines that agree in so many characters say the same.
_SQUEEZED_CHARS = 400


def squeeze(text: str) -> str:
    """Letters and digits only, case folded; of a long text its start."""
    return "".join(filter(str.isalnum, text[:_SQUEEZED_CHARS])).casefold()


def count_lines(text: str, spans: list[tuple[int, int]]) -> LineTable:
    """Count the characters and words of the lines that stand at the given offsets of a text.

    Args:
        text: the whole text; spans: start and end of each line, in order, without overlap.
    """
    count = len(spans)
    texts = tuple(text[start:end] for start, end in spans)
    # Characters between lines are of no line: every line is followed by one sign of its end.
    kinds = _kinds_of("\n".join((*texts, "")))
    sizes = np.array([end - start + 1 for start, end in spans], dtype=np.int64)
    line_of = np.repeat(np.arange(count), sizes)
    table = np.bincount(line_of * len(Kind) + kinds, minlength=count * len(Kind))
    table = table.reshape(count, len(Kind)).astype(np.float32)
    table[:, Kind.SPACE] -= 1

    is_word = _WORD_KINDS[kinds]
    edges = np.flatnonzero(np.diff(is_word, prepend=False, append=False))
    starts, ends = edges[::2], edges[1::2]
    line_of_word, first = line_of[starts], kinds[starts]
    is_lower = first == Kind.LOWER

    def per_line(mask: NDArray[np.bool_]) -> Floats:
        return np.bincount(line_of_word[mask], minlength=count).astype(np.float32)

    # A sentence joint is seen at the space: a stop or a closing sign before it, a start behind it.
    before, at, behind = kinds[:-2], kinds[1:-1], kinds[2:]
    joints = np.flatnonzero((at == Kind.SPACE) & _CLOSING[before] & _OPENING[behind])
    joints = joints[line_of[joints] == line_of[joints + 2]]
    return LineTable(
        texts=texts,
        kinds=table,
        words=np.bincount(line_of_word, minlength=count).astype(np.float32)
        + table[:, Kind.IDEOGRAPH] / 2,
        capitalised=per_line(first == Kind.UPPER),
        short=per_line(is_lower & (ends - starts <= _SHORT_WORD)),
        lower=per_line(is_lower),
        sentence_joints=np.bincount(line_of[joints], minlength=count).astype(np.float32),
    )
