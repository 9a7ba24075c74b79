"""Names of months in the languages of `config/names/months.toml`.

In: the table. Out: the number of each name. Names are compared folded: lower case, no accents.
"""

import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

_MONTHS_FILE = Path(__file__).parents[2] / "config" / "names" / "months.toml"


def fold_letters(text: str) -> str:
    """Lower case without accents, figures as 0-9; one character for one, so that offsets hold."""
    return text.lower() if text.isascii() else "".join(map(_fold_letter, text))


@lru_cache(maxsize=4_096)  # the letters of a few scripts, met again in every line
def _fold_letter(letter: str) -> str:
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    base, *marks = unicodedata.normalize("NFKD", letter)
    if any(not unicodedata.combining(mark) for mark in marks):
        return letter  # a Korean syllable, a ligature: several letters, not one with an accent
    return lower if len(lower := base.lower()) == 1 else letter


@cache
def month_numbers() -> dict[str, int]:
    """1 for january, jan, januar, janvier, ...; keys are folded."""
    languages = tomllib.loads(_MONTHS_FILE.read_text("utf-8"))
    return {
        fold_letters(name): number
        for months in languages.values()
        for number, names in enumerate(months, start=1)
        for name in names.split()
    }
