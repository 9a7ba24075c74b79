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
    r"^(?:authors?\b\W*)?(?:(?:\d+\s+)?(?:minute|hour|day|week|month)s?\s+ago\b\W*)?"
    r"(?:(?:(?:written|posted|reported|story|text|words|article)\s+)?(?:by|автор|text)\b\s*:?\s*"
    r"|(?:von|par|por|di|door|av|af)\s+(?=\S+\s+\S)"  # alone before one word it is a surname's
    r"|(?:view|see|read|more)\b.*?\b(?:by|from|about)\s+)?",  # the link to all that someone wrote
    re.IGNORECASE,
)
#: Who did something else to the page than write it, and links that name no one.
_OTHER_PART = re.compile(
    r"(?:(?:last\s+)?updated|(?:\w+\s+)?reviewed|edited|fact.checked|photos?|image|picture|foto|bild)\b.*"
    r"(?:\bby\b|\bvon\b|:)|view\s+(?:more|all)\b(?!.*\bby\b)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\s*\([^()]*\)\s*$|\s+(?:기자|記者)$"
)  # an agency, a town, a trade after the name
_STAMP = re.compile(r"\s+\d.*$")  # Ida Holm 3 May 2021
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\w+|\(?@\w+\)?", re.IGNORECASE)
#: Degrees and offices that follow a name after a comma and belong to it.
_LETTERS = (
    r"(?:jr|sr|i{2,3}|esq|m\.?d|ph\.?d|d\.?o|d\.?d\.?s|dvm|vmd|j\.?d|r\.?n|np|r\.?d|rdn|ld|m\.?s|m\.?a|b\.?a"
    r"|m\.?p\.?h|mba|bsn|msn|lcsw|cfp|cpa|cfa|cpp|psp|fand|facp|faan|ms|rph|pharmd)\.?®?(?!\w)"
)
_JOINT = re.compile(
    rf"\s*(?:[;|/•·]|,(?!\s*{_LETTERS})|\s(?:and|und|et|og|och|en|&)\s)\s*"
    r"|(?<=\S\s)(?<!^)(?:y|e)\s(?=\S+\s+\S)",  # Ortega y Gasset is one man
    re.IGNORECASE,
)
_MARKS = " ,.;:-–—|→»()[]\"'“”"
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
            part = " ".join(part.split())
            name = _ASIDE.sub("", _STAMP.sub("", _CUE.sub("", part))).strip(_MARKS)
            if not _OTHER_PART.match(part) and _is_name(name):
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
