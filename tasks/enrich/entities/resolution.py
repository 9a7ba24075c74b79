"""Which names of an article mean the same, and what it is called.

In: the spans of one article. Out: a `Mention` for each, with the entity it stands for. Only the
article and the tables of `config/names/` are asked, never other articles: what stays a lone surname
or acronym says so (`is_full_name`), and is joined across articles later.

Order of authority: what the article spells out, then the tables, then the name itself.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.enrich.entities.canvas import Canvas
from tasks.enrich.entities.folding import name_key, tidy_spelling
from tasks.enrich.entities.organisations import (
    acronym_key,
    initials,
    is_acronym,
    main_initials,
    organisation_key,
)
from tasks.enrich.entities.persons import PersonName, parse_person
from tasks.enrich.entities.spans import Span
from tasks.enrich.gazetteer import Gazetteer, KnownEntity
from tasks.models import Mention

_TITLE_BEFORE = re.compile(r"([A-Z][a-z]+) $")


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a name stands for; key tells the entities of one article apart."""

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


def resolve(canvas: Canvas, spans: Sequence[Span], gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """One mention per span, in order of zone and place."""
    surfaces = [tidy_spelling(canvas.text[s.start : s.end]) for s in spans]
    titles = [_title_before(canvas.text, s) for s in spans]
    resolved: list[Resolved | None] = [None] * len(spans)
    people = [i for i, s in enumerate(spans) if s.label == "PERSON"]
    others = [i for i, s in enumerate(spans) if s.label != "PERSON"]
    for index, entity in _resolve_people(people, spans, surfaces, titles, gazetteer):
        resolved[index] = entity
    for index, entity in _resolve_others(others, spans, surfaces, gazetteer):
        resolved[index] = entity
    mentions = []
    for span, surface, entity in zip(spans, surfaces, resolved, strict=True):
        zone_no, start, end = canvas.locate(span.start, span.end)
        mentions.append(
            Mention(
                zone_no,
                start,
                end,
                span.label,
                span.method,
                entity.entity_id,
                entity.entity_type,
                entity.name,
                entity.is_full_name,
                surface,
                entity.join_key,
                entity.country_code,
            )
        )
    return tuple(sorted(mentions, key=lambda m: (m.zone_no, m.start)))


def _title_before(text: str, span: Span) -> str:
    title = _TITLE_BEFORE.search(text, max(0, span.start - 20), span.start)
    return title.group(1) if title else ""


# ---------------------------------------------------------------------------------------- people


def _resolve_people(
    indices: Sequence[int],
    spans: Sequence[Span],
    surfaces: Sequence[str],
    titles: Sequence[str],
    gazetteer: Gazetteer,
) -> list[tuple[int, Resolved]]:
    names = {i: parse_person(surfaces[i]) for i in indices}
    known = {i: _known_person(surfaces[i], titles[i], gazetteer) for i in indices}
    full = [i for i in indices if names[i].is_full]
    display = _display_names((names[i].key, surfaces[i]) for i in full)
    by_part: dict[str, list[int]] = defaultdict(list)
    for i in full:
        for part in {names[i].family, names[i].family_head}:
            by_part[part].append(i)
    by_given: dict[str, set[str]] = defaultdict(set)
    for i in full:
        by_given[names[i].given].add(names[i].key)

    def of_full(i: int) -> Resolved:
        if known[i]:
            return _known_as(known[i])
        return Resolved(names[i].key, "PERSON", display[names[i].key], True, names[i].family_head)

    found = []
    for i in indices:
        if names[i].is_full:
            found.append((i, of_full(i)))
            continue
        candidates = by_part.get(names[i].family, [])
        famous = known[i]
        if famous and (not candidates or any(known[c] == famous for c in candidates)):
            found.append((i, _known_as(famous)))
        elif candidates:
            found.append((i, of_full(_nearest(i, candidates, spans))))
        elif len(by_given.get(names[i].key, ())) == 1:
            (key,) = by_given[names[i].key]
            found.append((i, of_full(next(f for f in full if names[f].key == key))))
        else:
            name = _cased(surfaces[i])
            found.append((i, Resolved(names[i].key, "PERSON", name, False, names[i].family_head)))
    return found


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


def _nearest(i: int, candidates: Sequence[int], spans: Sequence[Span]) -> int:
    """The last candidate before the name, else the first behind it."""
    before = [c for c in candidates if spans[c].start < spans[i].start]
    return (
        max(before, key=lambda c: spans[c].start)
        if before
        else min(candidates, key=lambda c: spans[c].start)
    )


def _known_as(entity: KnownEntity) -> Resolved:
    if entity.entity_type == "PERSON":
        name: PersonName = parse_person(entity.name)
        return Resolved(
            name.key, "PERSON", entity.name, True, name.family_head, entity.country_code
        )
    key = entity_key(entity.name, entity.entity_type)
    join_key = main_initials(entity.name) if entity.entity_type == "ORG" else None
    return Resolved(key, entity.entity_type, entity.name, True, join_key, entity.country_code)


# ---------------------------------------------------------------------------------------- others


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


def _resolve_others(
    indices: Sequence[int],
    spans: Sequence[Span],
    surfaces: Sequence[str],
    gazetteer: Gazetteer,
) -> list[tuple[int, Resolved]]:
    keys = {i: entity_key(surfaces[i], spans[i].label) for i in indices}
    expansions = _expansions(indices, surfaces, spans)
    longer = _longer_names(indices, spans, keys, gazetteer)
    keys = {i: longer.get(key, key) for i, key in keys.items()}
    types: dict[str, Counter[str]] = defaultdict(Counter)
    for i in indices:
        types[keys[i]][spans[i].label] += 1
    display = _display_names((keys[i], surfaces[i]) for i in indices)

    def plain(i: int) -> Resolved:
        known = gazetteer.other_than_person(surfaces[i], spans[i].label)
        if known:
            return _known_as(known.entity)
        key = keys[i]
        for spelling in (key, display[key]):  # without legal form; as the longer name has it
            known = gazetteer.other_than_person(spelling, spans[i].label)
            if known:
                return _known_as(known.entity)
        entity_type = min(types[key].items(), key=lambda item: (-item[1], item[0]))[0]
        if entity_type != "ORG":
            return Resolved(key, entity_type, display[key], True)
        short = is_acronym(display[key])
        join_key = acronym_key(display[key]) if short else main_initials(display[key])
        return Resolved(key, entity_type, display[key], not short, join_key)

    found = []
    for i in indices:
        expansion = expansions.get(acronym_key(surfaces[i])) if is_acronym(surfaces[i]) else None
        found.append((i, plain(expansion if expansion is not None else i)))
    return found


def _expansions(
    indices: Sequence[int], surfaces: Sequence[str], spans: Sequence[Span]
) -> dict[str, int]:
    """For each acronym of the article the first longer name whose initials it is."""
    wanted = {acronym_key(surfaces[i]) for i in indices if is_acronym(surfaces[i])}
    found: dict[str, int] = {}
    for i in indices:
        if " " in surfaces[i] and spans[i].label != "NORP":
            for short in initials(surfaces[i]) & wanted:
                found.setdefault(short, i)
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


def _display_names(pairs) -> dict[str, str]:
    """Per key the spelling to show: most frequent, mixed case first, then by code point."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for key, surface in pairs:
        counts[key][surface] += 1
    return {
        key: _cased(min(spellings, key=lambda s: (s.isupper(), -spellings[s], s)))
        for key, spellings in counts.items()
    }


def _cased(surface: str) -> str:
    """A name that stands only in capitals, as one would write it; acronyms stay."""
    if not surface.isupper() or (len(surface) < 6 and " " not in surface) or "." in surface:
        return surface
    return surface.title()
