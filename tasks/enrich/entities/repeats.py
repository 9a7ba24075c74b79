"""Places where a name of the article stands again and the model did not see it.

In: the folded text and the names found so far. Out: the same names and their repeats. A name the
model passed over more often than it took it is no repeat but a doubtful name: those stay as found.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from tasks.enrich.entities.casing import HEADLINE_CHARACTERS, WordCases, is_title_case
from tasks.enrich.entities.folding import name_key
from tasks.enrich.entities.spans import Occupied, Span
from tasks.enrich.gazetteer import Gazetteer

_TOKEN = re.compile(r"\w+")
_NEXT_WORD = re.compile(r"[ -]([^\W\d_][\w'-]*)")

#: Labels whose names are titles or made of everyday words: they are taken where they were found.
_NEVER_REPEATED = frozenset({"WORK_OF_ART", "LAW", "EVENT", "PRODUCT", "LANGUAGE"})


def repeat(text: str, spans: Sequence[Span], cases: WordCases, gazetteer: Gazetteer) -> list[Span]:
    """The spans, and repeats of their names and of people's family names, in order of place."""
    labels, found, families = _repeatable(text, spans, cases, gazetteer)
    by_first: dict[str, list[str]] = defaultdict(list)
    for surface in sorted(labels, key=lambda s: (-len(s), s)):
        if first := _TOKEN.match(surface):
            by_first[first.group()].append(surface)
    taken = Occupied(spans)
    places: dict[str, list[Span]] = defaultdict(list)
    free_from = 0
    for token in _TOKEN.finditer(text):
        for surface in by_first.get(token.group(), ()):
            end = token.start() + len(surface)
            place = Span(token.start(), end, labels[surface], "repeat")
            if (
                token.start() >= free_from
                and text.startswith(surface, token.start())
                and _stands_alone(text, place, taken)
            ):
                places[surface].append(place)
                free_from = end
                break
    added = [
        place
        for surface, unmarked in places.items()
        if surface in families
        or _is_distinct(surface, labels[surface], found[surface], len(unmarked))
        for place in unmarked
    ]
    return sorted([*spans, *added], key=lambda s: s.start)


def _is_distinct(surface: str, label: str, marked: int, unmarked: int) -> bool:
    """Whether the name may be taken where the model passed it over.

    A lone name of a person may be passed over three times as often as it is taken; another
    capitalised word must have been taken twice as often as not.
    """
    if label == "PERSON":
        return 3 * marked >= unmarked
    is_one_word = " " not in surface and not surface.isupper()
    return marked >= (2 * unmarked if is_one_word else unmarked)


def _repeatable(
    text: str, spans: Sequence[Span], cases: WordCases, gazetteer: Gazetteer
) -> tuple[dict[str, str], Counter[str], set[str]]:
    """Label and marked places of each name to look for again, and which are family names."""
    labels: dict[str, str] = {}
    found: Counter[str] = Counter()
    families: set[str] = set()
    for span in spans:
        surface = text[span.start : span.end]
        family = surface.rsplit(" ", 1)[-1]
        for name in {surface, family} if span.label == "PERSON" else {surface}:
            if _may_repeat(name, span.label, cases, gazetteer):
                labels.setdefault(name, span.label)
                found[name] += 1
                if name != surface:
                    families.add(name)
    return labels, found, families


def _may_repeat(surface: str, label: str, cases: WordCases, gazetteer: Gazetteer) -> bool:
    """A name that means the same wherever it stands: capitalised, and no everyday word."""
    key = name_key(surface)
    return (
        len(surface) > 2
        and surface[0].isupper()
        and label not in _NEVER_REPEATED
        and surface.count(" ") < 7
        and not cases.is_lower(surface)
        and key not in gazetteer.words.common_words
        and key not in gazetteer.words.titles
    )


def _stands_alone(text: str, place: Span, taken: Occupied) -> bool:
    """Whether the place is whole words, free, and not the start of some longer name."""
    before, after = text[place.start - 1 : place.start], text[place.end : place.end + 1]
    if before.isalnum() or after.isalnum() or "_" in (before, after) or taken.meets(place):
        return False
    following = _NEXT_WORD.match(text, place.end)
    if following is None or not following.group(1)[0].isupper():
        return True
    if taken.meets(Span(*following.span(1), "", "")):
        return True
    line_start = text.rfind("\n", 0, place.start) + 1
    line_end = text.find("\n", place.end, line_start + HEADLINE_CHARACTERS + 1)
    if line_end < 0 and len(text) - line_start > HEADLINE_CHARACTERS:
        return False  # running text
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    return is_title_case(line)  # there every word has its capital
