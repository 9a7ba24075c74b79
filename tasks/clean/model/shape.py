"""What a line looks like: its length, its signs, how it begins and ends.

In: the counted lines of a page. Out: columns of numbers by name, one value a line. Nothing here
depends on a language's words; the scripts that have no capitals just have none to count.
"""

import numpy as np

from tasks.clean.model.lines import Floats, Kind, LineTable, kind_of
from tasks.clean.pieces import PROSE_SENTENCE_WORDS, PROSE_WORDS

_CLOSING = "\"'”’»)]）」』 "


def shape_columns(lines: LineTable) -> dict[str, Floats]:
    """The columns that need nothing but the line itself."""
    kinds, words = lines.kinds, np.maximum(1, lines.words)
    chars = np.maximum(1, kinds.sum(axis=1))
    letters = kinds[:, [Kind.UPPER, Kind.LOWER, Kind.LETTER, Kind.IDEOGRAPH]].sum(axis=1)
    last, last_bare, first = _edge_kinds(lines.texts)
    ends = np.isin(last_bare, (Kind.STOP, Kind.COLON)).astype(np.float32)
    addresses = [float("http" in text or "www." in text) for text in lines.texts]
    return {
        "words": lines.words,
        "log_chars": np.log1p(chars),
        "word_size": letters / words,
        "ends_sentence": ends,
        "last_kind": last,
        "first_kind": first,
        "upper_share": kinds[:, Kind.UPPER] / np.maximum(1, letters),
        "digit_share": kinds[:, Kind.DIGIT] / chars,
        "sign_share": 1 - (letters + kinds[:, Kind.DIGIT] + kinds[:, Kind.SPACE]) / chars,
        "capitalised_share": lines.capitalised / words,
        "short_share": lines.short / words,
        "lower_share": lines.lower / words,
        "sentence_joints": lines.sentence_joints,
        "stops": kinds[:, Kind.STOP],
        "colons": kinds[:, Kind.COLON],
        "commas": kinds[:, Kind.COMMA],
        "quotes": kinds[:, Kind.QUOTE],
        "brackets": kinds[:, Kind.BRACKET],
        "bars": kinds[:, Kind.BAR],
        "arrows": kinds[:, Kind.ARROW],
        "rights": kinds[:, Kind.RIGHTS],
        "ats": kinds[:, Kind.AT],
        "money": kinds[:, Kind.MONEY],
        "addresses": np.array(addresses, dtype=np.float32),
        "prose": is_prose(lines.words, ends),
    }


def is_prose(words: Floats, ends_sentence: Floats) -> Floats:
    """1 for lines that are long enough to say something, else 0."""
    is_sentence = (words >= PROSE_SENTENCE_WORDS) & (ends_sentence > 0)
    return (is_sentence | (words >= PROSE_WORDS)).astype(np.float32)


def _edge_kinds(texts: tuple[str, ...]) -> tuple[Floats, Floats, Floats]:
    """Kinds of the last character, of the last one that closes nothing, and of the first."""
    last = [kind_of(text[-1]) for text in texts]
    bare = [kind_of(text.rstrip(_CLOSING)[-1:] or text[-1]) for text in texts]
    first = [kind_of(text[0]) for text in texts]
    return tuple(np.array(kinds, dtype=np.float32) for kinds in (last, bare, first))
