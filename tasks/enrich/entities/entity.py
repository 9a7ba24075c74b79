"""An entity as one article knows it: its key, type and name.

In: names and the tables' entries. Out: `Resolved`, the value that resolution hands on, with the id
that never changes when other articles arrive.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tasks.enrich.entities.folding import compact_key, name_key
from tasks.enrich.entities.organisations import main_initials, organisation_key
from tasks.enrich.entities.persons import parse_person
from tasks.enrich.gazetteer import KnownEntity


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a name stands for.

    key is the normalised full name; is_full_name and join_key are those of `Mention`.
    """

    key: str
    entity_type: str
    name: str
    is_full_name: bool
    join_key: str | None = None
    country_code: str | None = None

    @property
    def entity_id(self) -> str:
        """First 16 hex digits of sha256 of type and normalised full name."""
        identity = f"{self.entity_type}:{self.key}"
        return hashlib.sha256(identity.encode()).hexdigest()[:16]


def known_as(entity: KnownEntity) -> Resolved:
    """An entity of the tables, which always has its full name."""
    if entity.entity_type == "PERSON":
        # With initials and suffix, which tell the two presidents Bush apart.
        key, family = compact_key(entity.name), parse_person(entity.name).family_head
        return Resolved(key, "PERSON", entity.name, True, family, entity.country_code)
    key = entity_key(entity.name, entity.entity_type)
    join_key = main_initials(entity.name) if entity.entity_type == "ORG" else None
    return Resolved(key, entity.entity_type, entity.name, True, join_key, entity.country_code)


def entity_key(name: str, label: str) -> str:
    """The normalised full name of an entity that is no person."""
    if label == "ORG":
        return organisation_key(name)
    key = name_key(name)
    if key.startswith("the "):
        key = key.removeprefix("the ")
    if label == "NORP" and len(key) > 4:
        return key.removesuffix("s")
    return key


def display_names(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Per key the spelling to show: most frequent, mixed case first, then by code point."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for key, surface in pairs:
        counts[key][surface] += 1
    return {
        key: cased(min(spellings, key=lambda s: (s.isupper(), -spellings[s], s)))
        for key, spellings in counts.items()
    }


def cased(surface: str) -> str:
    """A name that stands only in capitals, as one would write it; acronyms stay."""
    if not surface.isupper() or (len(surface) < 6 and " " not in surface) or "." in surface:
        return surface
    return surface.title()
