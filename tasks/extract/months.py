"""Names of months in the languages of `config/names/months.toml`.

In: the table. Out: the number of each name. Names are compared folded: lower case, no accents.
"""

import tomllib
import unicodedata
from functools import cache
from pathlib import Path

_MONTHS_FILE = Path(__file__).parents[2] / "config" / "names" / "months.toml"


def fold_letters(text: str) -> str:
    """Lower case without accents, one character for one, so that offsets hold."""
    return "".join(
        base if len(base := unicodedata.normalize("NFKD", c)[:1].lower()) == 1 else c for c in text
    )


@cache
def month_numbers() -> dict[str, int]:
    """1 for january, jan, januar, janvier, ...; keys are folded."""
    languages = tomllib.loads(_MONTHS_FILE.read_text("utf-8"))
    return {
        name: number
        for months in languages.values()
        for number, names in enumerate(months, start=1)
        for name in names.split()
    }
