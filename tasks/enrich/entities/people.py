"""Which person each name of an article means.

In: the spans of people in one article. Out: a person for each. A full name stands for itself; a
surname for the person of that surname whom the article spells out, before the tables are asked; a
given name for the one person who has it. What is left is a lone name and says so.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from tasks.enrich.entities.entity import Resolved, cased, display_names, known_as
from tasks.enrich.entities.folding import name_key
from tasks.enrich.entities.persons import PersonName, parse_person
from tasks.enrich.entities.spans import Span
from tasks.enrich.gazetteer import Gazetteer, KnownEntity


def resolve_people(
    indices: Sequence[int],
    spans: Sequence[Span],
    surfaces: Sequence[str],
    titles: Sequence[str],
    gazetteer: Gazetteer,
) -> dict[int, Resolved]:
    """The person of each span in `indices`; the spans are in order of place.

    A surname that in news means one person (`people.csv`) means them, unless the article spells out
    others of that surname and not them. Of several candidates the last one named before it counts.
    """
    names = {i: parse_person(surfaces[i]) for i in indices}
    known = {i: _known_person(surfaces[i], titles[i], gazetteer) for i in indices}
    full = _full_names(indices, names, known, surfaces)
    by_family, by_given = _index(full, names)
    found: dict[int, Resolved] = {}
    for i in indices:
        if i in full:
            found[i] = full[i]
            continue
        candidates = by_family.get(names[i].family, [])
        famous = known_as(known[i]) if known[i] else None
        if famous and (not candidates or famous in [full[c] for c in candidates]):
            found[i] = famous
        elif candidates:
            found[i] = full[_last_before(i, candidates)]
        elif len(by_given.get(names[i].key, ())) == 1:
            (found[i],) = by_given[names[i].key]
        else:
            lone = names[i]
            found[i] = Resolved(lone.key, "PERSON", cased(surfaces[i]), False, lone.family_head)
    return found


def _full_names(
    indices: Sequence[int],
    names: dict[int, PersonName],
    known: dict[int, KnownEntity | None],
    surfaces: Sequence[str],
) -> dict[int, Resolved]:
    """The people whom the article names in full; what the tables know of one spelling of a name
    holds for its others ("George Bush" beside "George W. Bush")."""
    full = [i for i in indices if names[i].is_full]
    display = display_names((names[i].key, surfaces[i]) for i in full)
    known_by_key: dict[str, KnownEntity] = {}
    for i in full:
        if entity := known[i]:
            known_by_key.setdefault(names[i].key, entity)
    resolved: dict[int, Resolved] = {}
    for i in full:
        key = names[i].key
        entity = known[i] or known_by_key.get(key)
        resolved[i] = (
            known_as(entity)
            if entity
            else Resolved(key, "PERSON", display[key], True, names[i].family_head)
        )
    return resolved


def _index(
    full: dict[int, Resolved], names: dict[int, PersonName]
) -> tuple[dict[str, list[int]], dict[str, set[Resolved]]]:
    """Full names by family name, in order of place, and people by given name."""
    by_family: dict[str, list[int]] = defaultdict(list)
    by_last_word: dict[str, list[int]] = defaultdict(list)
    by_given: dict[str, set[Resolved]] = defaultdict(set)
    for i, person in full.items():
        for family in {names[i].family, names[i].family_head}:
            by_family[family].append(i)
        by_last_word[names[i].last_word].append(i)
        by_given[names[i].given].add(person)
    # The last word of a name read family name first, where no one has it for a family name.
    return {**by_last_word, **by_family}, by_given


def _last_before(i: int, candidates: Sequence[int]) -> int:
    """The last candidate before the name, else the first behind it."""
    place = bisect_left(candidates, i)
    return candidates[max(place - 1, 0)]


def _known_person(surface: str, title: str, gazetteer: Gazetteer) -> KnownEntity | None:
    """The person of the tables whom the name means, with its title where that is part of it."""
    name = (title and gazetteer.person(f"{title} {surface}")) or gazetteer.person(surface)
    if name is None:
        stripped = parse_person(surface)
        if stripped.is_full and stripped.key != name_key(surface).replace(" ", ""):
            name = gazetteer.person(_without_initials(surface))
    return name.entity if name else None


def _without_initials(surface: str) -> str:
    return " ".join(word for word in surface.split() if len(name_key(word)) > 1)
