"""What each name of an article that is no person stands for.

In: the spans of organisations, places and groups of one article. Out: an entity for each. Acronyms
go to the name whose initials they are, short names to the longer one, then the tables are asked.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from tasks.enrich.entities.entity import Resolved, display_names, entity_key, known_as
from tasks.enrich.entities.organisations import acronym_key, initials, is_acronym, main_initials
from tasks.enrich.entities.spans import Span
from tasks.enrich.gazetteer import Gazetteer


def resolve_others(
    indices: Sequence[int],
    spans: Sequence[Span],
    surfaces: Sequence[str],
    gazetteer: Gazetteer,
) -> dict[int, Resolved]:
    """The entity of each span in `indices`; the spans are in order of place."""
    own_keys = {i: entity_key(surfaces[i], spans[i].label) for i in indices}
    longer = _longer_names(indices, spans, own_keys, gazetteer)
    keys = {i: longer.get(key, key) for i, key in own_keys.items()}
    types: dict[str, Counter[str]] = defaultdict(Counter)
    for i in indices:
        types[keys[i]][spans[i].label] += 1
    display = display_names((own_keys[i], surfaces[i]) for i in indices)
    expansions = _expansions(indices, spans, surfaces, gazetteer)

    def entity_of(i: int) -> Resolved:
        # As printed; without legal form; as the article's longer name has it.
        for spelling in (surfaces[i], own_keys[i], display[keys[i]]):
            if known := gazetteer.other_than_person(spelling, spans[i].label):
                return known_as(known.entity)
        return _unknown(keys[i], display[keys[i]], types[keys[i]])

    return {i: entity_of(expansions.get(surfaces[i], i)) for i in indices}


def _unknown(key: str, name: str, labels: Counter[str]) -> Resolved:
    """An entity that no table has; its type is the label most of its mentions have."""
    entity_type = min(labels.items(), key=lambda item: (-item[1], item[0]))[0]
    if entity_type != "ORG":
        return Resolved(key, entity_type, name, True)
    if is_acronym(name):
        return Resolved(key, "ORG", name, False, acronym_key(name))
    return Resolved(key, "ORG", name, True, main_initials(name))


def _expansions(
    indices: Sequence[int],
    spans: Sequence[Span],
    surfaces: Sequence[str],
    gazetteer: Gazetteer,
) -> dict[str, int]:
    """For each acronym of the article the first longer name whose initials it is.

    One that the tables know is only taken from them when the article introduces it, in brackets
    right behind the longer name: "Ukrainian Navy" alone does not change what "UN" means.
    """
    by_initials: dict[str, int] = {}
    introduced: dict[tuple[str, int], int] = {}
    for i in indices:
        if " " in surfaces[i] and spans[i].label != "NORP":
            for short in initials(surfaces[i]):
                by_initials.setdefault(short, i)
                introduced[short, spans[i].end + len(" (")] = i
    found: dict[str, int] = {}
    for i in indices:
        if not is_acronym(surfaces[i]):
            continue
        key = acronym_key(surfaces[i])
        introduction = introduced.get((key, spans[i].start))
        if introduction is not None:
            found[surfaces[i]] = introduction
        elif key in by_initials and not gazetteer.other_than_person(surfaces[i], spans[i].label):
            found.setdefault(surfaces[i], by_initials[key])
    return found


def _longer_names(
    indices: Sequence[int], spans: Sequence[Span], keys: dict[int, str], gazetteer: Gazetteer
) -> dict[str, str]:
    """For a short name of an organisation the one longer name of the article it stands for.

    "Security Council" is how "UN Security Council" ends, and no kind of organisation; "China
    Eastern" is "China Eastern Airlines" without its kind. Other beginnings are left alone: "Boeing"
    and "Boeing Capital" are two companies.
    """
    kinds = gazetteer.words.organisation_endings | gazetteer.words.legal_forms
    organisations = {keys[i] for i in indices if spans[i].label == "ORG"}
    longer: dict[str, set[str]] = defaultdict(set)
    for key in organisations:
        parts = key.split()
        for cut in range(1, len(parts)):
            longer[" ".join(parts[cut:])].add(key)
            if kinds.issuperset(parts[cut:]):
                longer[" ".join(parts[:cut])].add(key)
    return {
        key: next(iter(longer[key]))
        for key in organisations
        if len(longer.get(key, ())) == 1 and key not in kinds and not gazetteer.meanings(key)
    }
