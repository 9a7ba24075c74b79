"""What Dateline knows of names: the tables of `config/names/`, read once per process.

In: the files of `config/names/`. Out: a `Gazetteer` that finds known names in text and says which
entity a name stands for. Knows nothing of any article.
"""

import csv
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import config
from tasks.enrich.entities.folding import fold_characters, name_key

NAMES_FOLDER = Path(config.__file__).parent / "names"

_LABEL_OF_PLACE_KINDS = frozenset({"GPE", "LOC", "FAC"})
_WORD_START = re.compile(r"(?<!\w)\w+")
_WITHOUT_PLURAL = ("s", "sh", "ch", "ese", "men")
_IN_WORD = re.compile(r"\w")
_SUM_OF_MONEY = re.compile(r" ?[$€£¥]")
_BEHIND_ARTICLE = re.compile(r"(?:\b[Tt]he |\w-)$")
_NEXT_SMALL = re.compile(r" [a-zß-öø-ÿ]")
_NEXT_CAPITAL = re.compile(r"[ -][^\W\d_a-zß-öø-ÿ]")


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """An entity of the tables: the name Dateline shows, its type, its country (ISO 3166-1)."""

    name: str
    entity_type: str
    country_code: str | None = None


@dataclass(frozen=True, slots=True)
class KnownName:
    """One spelling of a known entity, with the label its mentions carry.

    is_certain says that the spelling means this entity wherever it stands with its capitals; the
    others are believed only when the recogniser found a name there.
    """

    spelling: str
    label: str
    entity: KnownEntity
    is_certain: bool
    kind: str = ""  # of organisations: agency, body, government, ...
    needs_article: bool = False  # only behind "the" or a prefix ("the West", "anti-West")
    needs_small_word: bool = False  # only before a word without capital ("Western countries")


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of `words.toml`, folded by `name_key`."""

    titles: frozenset[str]
    person_titles: frozenset[str]
    name_suffixes: frozenset[str]
    name_particles: frozenset[str]
    legal_forms: frozenset[str]
    organisation_endings: frozenset[str]
    facility_endings: frozenset[str]
    credit_words: frozenset[str]
    common_words: frozenset[str]
    not_names: frozenset[str]
    family_first: frozenset[str]
    family_first_only: frozenset[str]


class Gazetteer:
    """Known names, looked up by spelling or found in text."""

    def __init__(self, names: Iterable[KnownName], words: Words) -> None:
        self.words = words
        self._by_key: dict[str, list[KnownName]] = defaultdict(list)
        self._by_first_word: dict[str, list[tuple[str, KnownName]]] = defaultdict(list)
        for name in names:
            self._by_key[name_key(name.spelling)].append(name)
            if name.is_certain:
                for printed in {name.spelling, *_in_capitals(name)}:
                    self._by_first_word[_first_word(printed)].append((printed, name))
        for longest_first in self._by_first_word.values():
            longest_first.sort(key=lambda pair: (-len(pair[0]), pair[0]))

    def meanings(self, spelling: str) -> list[KnownName]:
        """Every known name with this spelling, whatever its case, accents and hyphens."""
        return self._by_key.get(name_key(spelling), [])

    def person(self, spelling: str) -> KnownName | None:
        """The person this spelling names, if the tables hold one."""
        return next((n for n in self.meanings(spelling) if n.label == "PERSON"), None)

    def other_than_person(self, spelling: str, label: str) -> KnownName | None:
        """What else the spelling names; of several the one whose label agrees."""
        found = [n for n in self.meanings(spelling) if n.label != "PERSON"]
        if label in {"GPE", "LOC", "FAC"}:
            same = [n for n in found if n.label in _LABEL_OF_PLACE_KINDS]
        else:
            same = [n for n in found if n.label == label]
        return next(iter(same), None)

    def find(self, text: str) -> Iterator[tuple[int, int, KnownName]]:
        """Certain names in text folded by `fold_characters`, longest first, none overlapping."""
        free_from = 0
        for word in _WORD_START.finditer(text):
            if word.start() < free_from:
                continue
            for printed, name in self._by_first_word.get(word.group(), ()):
                end = _end_of_name(text, word.start(), printed, name)
                if end is not None:
                    free_from = end
                    yield word.start(), end, name
                    break


def _end_of_name(text: str, start: int, printed: str, name: KnownName) -> int | None:
    """Where the name that starts at `start` ends, None when it does not stand there whole."""
    if not text.startswith(printed, start):
        return None
    end = start + len(printed)
    if _IN_WORD.match(text, end) or _SUM_OF_MONEY.match(text, end):
        return None
    if name.needs_article and (
        not _BEHIND_ARTICLE.search(text, max(0, start - 8), start) or _NEXT_CAPITAL.match(text, end)
    ):
        return None
    if name.needs_small_word and not _NEXT_SMALL.match(text, end):
        return None
    return end


def _in_capitals(name: KnownName) -> Iterator[str]:
    """The name as a headline in capitals has it; short ones would be words ("Mali", "IRA")."""
    is_lone_surname = name.label == "PERSON" and " " not in name.spelling
    if sum(map(str.isalpha, name.spelling)) > 3 and not is_lone_surname:
        yield name.spelling.upper()


def _first_word(spelling: str) -> str:
    word = _WORD_START.search(spelling)
    if word is None:
        raise ValueError(f"a name without a letter: {spelling!r}")
    return word.group()


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The gazetteer of `config/names/`; read once per process."""
    return Gazetteer([*_read_names(NAMES_FOLDER)], _read_words(NAMES_FOLDER / "words.toml"))


def _read_names(folder: Path) -> Iterator[KnownName]:
    yield from _read_countries(folder / "countries.csv")
    for row in _rows(folder / "places.csv"):
        entity = KnownEntity(row["name"].rstrip("?"), row["label"], row["code"] or None)
        yield from _spellings(f"{row['name']}|{row['other_names']}", row["label"], entity)
        yield from _demonyms(row["adjectives"], entity)
    for row in _rows(folder / "organisations.csv"):
        entity = KnownEntity(row["name"].rstrip("?"), "ORG", row["code"] or None)
        spellings = f"{row['name']}|{row['other_names']}"
        yield from _spellings(spellings, "ORG", entity, row["kind"])
    for row in _rows(folder / "people.csv"):
        entity = KnownEntity(row["name"], "PERSON")
        yield from _spellings(f"{row['name']}|{row['other_names']}", "PERSON", entity)
    for row in _rows(folder / "groups.csv"):
        entity = KnownEntity(row["name"], "NORP")
        yield from _spellings(row["other_names"], "NORP", entity)


def _read_countries(file: Path) -> Iterator[KnownName]:
    for row in _rows(file):
        code = row["code"] or None
        country = KnownEntity(row["name"].rstrip("?"), "GPE", code)
        yield from _spellings(f"{row['name']}|{row['other_names']}", "GPE", country)
        yield from _demonyms(row["demonyms"], country)
        if row["capital"]:
            capital_name = row["capital"].split("|")[0].rstrip("?")
            yield from _spellings(row["capital"], "GPE", KnownEntity(capital_name, "GPE", code))


def _rows(file: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file below its `#` lines; missing cells at the end are empty."""
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader((line for line in lines if line[0] != "#"), restval="")


def _spellings(cell: str, label: str, entity: KnownEntity, kind: str = "") -> Iterator[KnownName]:
    for spelling in filter(None, cell.split("|")):
        plain = fold_characters(spelling.rstrip("?+"))
        bare = plain.removeprefix("the ")
        yield KnownName(
            bare,
            label,
            entity,
            is_certain=not spelling.endswith("?"),
            kind=kind,
            needs_article=bare != plain,
            needs_small_word=spelling.endswith("+"),
        )


def _demonyms(cell: str, entity: KnownEntity) -> Iterator[KnownName]:
    """The words of the cell and their regular plurals."""
    for name in _spellings(cell, "NORP", entity):
        yield name
        if not name.spelling.endswith(_WITHOUT_PLURAL):
            yield replace(name, spelling=f"{name.spelling}s", needs_small_word=False)


def _read_words(file: Path) -> Words:
    lists = tomllib.loads(file.read_text(encoding="utf-8"))
    return Words(**{key: frozenset(map(name_key, values)) for key, values in lists.items()})
