"""The parts of a person's name.

In: a name as printed, without title. Out: its words, which of them is the family name, and the key
under which spellings of one name meet. Knows no article.
"""

from dataclasses import dataclass
from functools import lru_cache

from tasks.enrich.entities.folding import name_key
from tasks.enrich.gazetteer import Words, load_gazetteer

#: Particles that are given names as well: "Al Gore" is a full name, "Van Moer" is not.
_ALSO_GIVEN_NAMES = frozenset({"al", "ben", "mac", "abu", "st", "y"})


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in parts, all folded by `name_key`.

    key: the words without initials and suffix, joined ("kimjongun", "georgebush").
    family: the family name with its particles ("van der bellen"), the one word of a lone name.
    given: the first given name, or empty. is_full: it has a given and a family name.
    last_word: the last word, whichever name it belongs to.
    """

    key: str
    family: str
    given: str
    is_full: bool
    last_word: str

    @property
    def family_head(self) -> str:
        """The family name without its particles: "assad" of "al-Assad"."""
        return self.family.rsplit(" ", 1)[-1]


@lru_cache(maxsize=4096)
def parse_person(name: str) -> PersonName:
    """The parts of a name; a family name of more words only behind a particle."""
    return _parse(name, load_gazetteer().words)


def _parse(name: str, words: Words) -> PersonName:
    # A hyphen joins the syllables of a given name, a space parts words: both count.
    printed = name.replace("-", " - ").split()
    hyphenated = {i for i, word in enumerate(printed) if word == "-"}
    parts = [name_key(word) for word in name.split()]
    parts = [part for part in parts if part]
    while len(parts) > 1 and parts[-1] in words.name_suffixes:
        parts.pop()
    long = [p for i, p in enumerate(parts) if len(p) > 1 or i == len(parts) - 1] or parts
    key = "".join(long).replace(" ", "")
    if len(long) < 2:
        # "J. Smith" keeps its initial as the given name, but is no full name.
        return PersonName(key, long[0] if long else "", "", False, long[0] if long else "")
    if len(long) == 2 and long[0] in words.name_particles - _ALSO_GIVEN_NAMES:
        return PersonName(key, " ".join(long), "", False, long[-1])
    if _is_family_first(long, bool(hyphenated), words):
        return PersonName(key, long[0], long[1], True, long[-1])
    split = len(long) - 1
    while split > 1 and long[split - 1] in words.name_particles:
        split -= 1
    return PersonName(key, " ".join(long[split:]), long[0], True, long[-1])


def _is_family_first(parts: list[str], has_hyphen: bool, words: Words) -> bool:
    first = parts[0]
    if first in words.family_first_only:
        return parts[-1] not in words.family_first_only or len(parts) > 2
    two_syllables = len(parts) == 3 or (len(parts) == 2 and " " in parts[1] and has_hyphen)
    short = all(len(syllable) <= 6 for part in parts[1:] for syllable in part.split())
    return first in words.family_first and two_syllables and short
