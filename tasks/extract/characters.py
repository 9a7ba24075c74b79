"""Characters that a reader does not see, or takes for others: what a text holds of them.

In: raw_text. Out: flags `name=count`. The text is left as it is, so offsets lead to the original;
matching goes by folded forms (`tasks/clean/pieces.py`, `tasks/enrich/entities/folding.py`).
"""

import re

#: Soft hyphens, zero-width spaces and joints, marks of direction, word joiners, a stray BOM.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
#: Joins the parts of one emoji, and letters of Persian and Indian scripts: nothing to note.
_JOINERS = frozenset("\u200c\u200d")

_CYRILLIC_OR_GREEK = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
#: Cyrillic and Greek letters that look like a Latin one.
_LOOK_ALIKES = frozenset("АВСЕНІЈКМОРЅТХУаеосрхуіјѕԁһԛԝ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαν")

#: No word of any language; `tasks/enrich` leaves such runs out of what the model reads.
LONGEST_TOKEN = 1_000
_LONG_TOKEN = re.compile(
    rf"[^\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\U0003ffff]{{{LONGEST_TOKEN},}}"
)


def character_flags(text: str) -> tuple[str, ...]:
    """Flags for what stands in a text, with counts; empty for nearly all texts.

    `invisible_characters`, `look_alike_letters` (words), `long_token` (characters of the longest).
    """
    found = {
        "invisible_characters": _count_invisible(text),
        "look_alike_letters": count_mixed_words(text),
        "long_token": max((len(run) for run in _LONG_TOKEN.findall(text)), default=0),
    }
    return tuple(f"{name}={count}" for name, count in found.items() if count)


def _count_invisible(text: str) -> int:
    if text.isascii():
        return 0
    return sum(mark not in _JOINERS for mark in _INVISIBLE.findall(text))


def count_mixed_words(text: str) -> int:
    """Words of Latin letters with a look-alike of another alphabet among them.

    A word with a Cyrillic or Greek letter that looks like no Latin one is a real mixture (a
    chemist's μg, a brand), and is not counted.
    """
    if text.isascii() or not _CYRILLIC_OR_GREEK.search(text):
        return 0
    return sum(_is_disguised(word) for word in _WORD.findall(text))


def _is_disguised(word: str) -> bool:
    foreign = _CYRILLIC_OR_GREEK.findall(word)
    return bool(foreign) and bool(_LATIN.search(word)) and _LOOK_ALIKES.issuperset(foreign)
