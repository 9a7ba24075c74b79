"""Folding for matching: one form for the many ways a name can be written.

In: text as it stands. Out: text of the same length for reading (`fold_characters`), or a short key
for comparing (`name_key`, `compact_key`). Stored text is never changed by it.
"""

import re
import unicodedata

# Cyrillic and Greek letters that look like a Latin one (Unicode's confusables, the letters alone).
_LOOK_ALIKES = str.maketrans(
    "АВСЕНІЈКМОРЅТХУаеосрхуіјѕԁһԛԝɡ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαν",
    "ABCEHIJKMOPSTXYaeocpxyijsdhqwg" + "ABEZHIKMNOPTYXoav",
)

# One character each: typographic apostrophes, spaces and hyphens to what a keyboard has.
_PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "ʻ": "'",
        "`": "'",
        "´": "'",
        "\u00a0": " ",
        "\u2007": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u2010": "-",
        "\u2011": "-",
    }
)

_WORD = re.compile(r"\w+")
_LATIN_LETTER = re.compile("[A-Za-zÀ-ɏ]")
# Cyrillic and Greek blocks, and Latin letters that hide among ASCII ones.
_SUSPECT_LETTER = re.compile("[Ͱ-ӿԀ-ԯɡ]")

_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")

# Letters that carry a stroke rather than an accent: decomposition leaves them as they are.
_STROKES = str.maketrans("øłđðþıħŧæœ", "oldd" + "tihtao")


def fold_characters(text: str) -> str:
    """The text with look-alike letters, apostrophes, spaces and hyphens in their plain form.

    Each code point gives exactly one, so offsets hold. A letter of another alphabet is only folded
    inside a word that also has Latin letters ("Сhair" with a Cyrillic С), and only when the whole
    word then is Latin: a Russian or Greek word is left alone.
    """
    text = text.translate(_PLAIN)
    if not _SUSPECT_LETTER.search(text):
        return text
    return _WORD.sub(_fold_word, text)


def _fold_word(match: re.Match[str]) -> str:
    word = match.group()
    if not (_SUSPECT_LETTER.search(word) and _LATIN_LETTER.search(word)):
        return word
    folded = word.translate(_LOOK_ALIKES)
    return word if _SUSPECT_LETTER.search(folded) else folded


def name_key(name: str) -> str:
    """The name in lower case without accents, dots and hyphens: "Kim Jong-Un" is "kim jong un".

    "U.N." is "un"; an apostrophe leaves no gap ("Côte d'Ivoire" is "cote divoire"). A name in an
    alphabet without case keeps its letters.
    """
    folded = fold_characters(name).casefold().translate(_STROKES)
    letters = "".join(
        character
        for character in unicodedata.normalize("NFKD", folded)
        if not unicodedata.combining(character)
    )
    joined = letters.replace("'", "").replace(".", "").replace("&", " and ")
    return _NOT_ALPHANUMERIC.sub(" ", joined).strip()


def compact_key(name: str) -> str:
    """`name_key` without its spaces, for names whose syllables are joined in many ways."""
    return name_key(name).replace(" ", "")


def tidy_spelling(surface: str) -> str:
    """The surface as one would list it: single spaces, look-alike letters folded."""
    return " ".join(fold_characters(surface).split())
