"""Names of authors, from the strings that markup gives for them.

In: strings such as `By Jane Doe and John Roe`, often with an address or an account name. Out: the
names, in order, each once. Never judges whether a name is a person's: agencies sign too.
"""

import re
from collections.abc import Iterable

#: A name of more characters is a sentence.
_MAX_NAME_CHARS = 60

#: Longer strings are no list of authors; the patterns below would be slow on them.
_MAX_STRING_CHARS = 1_000

_CUE = re.compile(
    r"^(?:(?:written|posted|reported|story|text|words|article)\s+)?(?:by|автор|text)\b\s*:?\s*"
    r"|^(?:von|par|por|di|door|av|af)\s+(?=\S+\s+\S)",  # alone before one word it is a surname's
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")  # an agency's sign or a town after the name
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\w+|\(?@\w+\)?", re.IGNORECASE)
_JOINT = re.compile(
    r"\s*(?:[;|/•·]|,(?!\s*(?:jr|sr|md|phd|ph\.d|esq|i{2,3})\b)|\s(?:and|und|et|og|och|en|&)\s)\s*"
    r"|(?<=\S\s)(?<!^)(?:y|e)\s(?=\S+\s+\S)",  # Ortega y Gasset is one man
    re.IGNORECASE,
)
_NOT_A_NAME = frozenset(
    {
        "admin", "administrator", "author", "editor", "editorial", "guest", "redaktion",
        "redaction", "staff", "unknown", "user", "webmaster",
    }
)  # fmt: skip


def read_authors(strings: Iterable[str]) -> tuple[str, ...]:
    """The names in some strings, in order, each once however it is capitalised."""
    names: dict[str, str] = {}
    for string in strings:
        for part in _JOINT.split(_ADDRESS.sub(" ", string[:_MAX_STRING_CHARS])):
            name = _ASIDE.sub("", _CUE.sub("", " ".join(part.split()))).strip(" ,.;:-–—|()[]\"'“”")
            if _is_name(name):
                names.setdefault(name.casefold(), name)
    return tuple(names.values())


def _is_name(text: str) -> bool:
    letters = sum(char.isalpha() for char in text)
    return (
        letters > 1
        and len(text) <= _MAX_NAME_CHARS
        and letters * 2 > len(text)
        and text.casefold() not in _NOT_A_NAME
    )
