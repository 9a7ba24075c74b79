"""The parts of an organisation's name: legal form and initials.

In: a name as printed. Out: the key under which its spellings meet, and the acronyms that stand for
it. Knows no article.
"""

import re

from tasks.enrich.entities.folding import name_key
from tasks.enrich.gazetteer import load_gazetteer

_ACRONYM = re.compile(r"(?:[A-Z][.&]?){1,7}[A-Z]\.?s?")
_SMALL_WORDS = frozenset(
    {"of", "the", "and", "for", "in", "on", "de", "la", "du", "des", "to", "a", "et"}
)


def organisation_key(name: str) -> str:
    """The folded name without its article and legal forms: "The Boeing Co." is "boeing"."""
    parts = name_key(name).split()
    if len(parts) > 1 and parts[0] == "the":
        parts = parts[1:]
    forms = load_gazetteer().words.legal_forms
    while len(parts) > 1 and parts[-1] in forms:
        parts = parts[:-1]
    return " ".join(parts)


def is_acronym(surface: str) -> bool:
    """Capitals only, two to eight of them, with or without dots ("KCNA", "U.N.")."""
    return _ACRONYM.fullmatch(surface) is not None


def acronym_key(surface: str) -> str:
    """The letters of an acronym, folded."""
    return name_key(surface).replace(" ", "")


def initials(name: str) -> frozenset[str]:
    """The acronyms a name may be shortened to, folded: with and without its small words.

    "Organization for Security and Co-operation in Europe" gives "osce"; a hyphen starts a word in
    one of them and not in the other. Empty for names of one word.
    """
    found = set()
    for words in (name.split(), name.replace("-", " ").split()):
        keys = [name_key(word) for word in words if name_key(word)]
        if len(keys) > 1:
            found.add("".join(key[0] for key in keys))
            found.add("".join(key[0] for key in keys if key not in _SMALL_WORDS))
    return frozenset(short for short in found if len(short) > 1)


def main_initials(name: str) -> str | None:
    """The likeliest acronym of a name of several words: initials without small words."""
    keys = [k for k in name_key(name).split() if k not in _SMALL_WORDS]
    forms = load_gazetteer().words.legal_forms
    keys = [k for k in keys if k not in forms] if len(keys) > 2 else keys
    return "".join(key[0] for key in keys) if len(keys) > 1 else None
