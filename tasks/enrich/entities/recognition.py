"""Which stretches of an article are names, and of what kind.

In: the canvas of an article and what the model found on it. Out: spans that do not overlap, cleaned
and labelled, found by the model, the gazetteer, titles, credits and the article's own repeats. The
steps stand in order in `recognise`. Resolves nothing: which entity a name means is asked later.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tasks.enrich.entities.canvas import Canvas
from tasks.enrich.entities.casing import WordCases, is_capitals, is_title_case
from tasks.enrich.entities.credits import find_credits
from tasks.enrich.entities.folding import name_key
from tasks.enrich.entities.organisations import acronym_key, initials, is_acronym
from tasks.enrich.entities.repeats import repeat
from tasks.enrich.entities.spans import Occupied, Span, clean_span, without_overlaps
from tasks.enrich.gazetteer import Gazetteer

_CAPITALISED = r"[^\W\d_a-zß-öø-ÿ][\w'-]*"
_NAME_WORDS = re.compile(rf"{_CAPITALISED}(?: {_CAPITALISED}){{0,2}}")
#: What a model may call a person whose name it does not know.
_MISTAKEN_FOR_PEOPLE = frozenset({"ORG", "FAC", "PRODUCT", "WORK_OF_ART"})
#: A capitalised word before another one: a title, or the end of one of two words.
_TITLE = re.compile(r"(?<![\w'-])([A-Z][a-z]+)\.? (?=[^\W\d_a-z])")
_WORD_BEFORE = re.compile(r"(?<![\w'-])([^\W\d_a-zß-öø-ÿ][^\W\d_A-Z]+) $")


def recognise(
    canvas: Canvas, model_spans: Sequence[Span], cases: WordCases, gazetteer: Gazetteer
) -> list[Span]:
    """The names of an article in order of place, none overlapping, none across a line break."""
    text = canvas.text
    cleaned = [piece for s in model_spans for piece in clean_span(text, s, gazetteer.words)]
    believed = believed_in_headlines(canvas, with_given_names(text, cleaned, gazetteer))
    spans = merge(text, believed, find_known(text, gazetteer))
    spans = with_titled_people(spans, titled_people(text, gazetteer))
    stretches, credited = find_credits(text, gazetteer)
    in_credits = Occupied([Span(start, end, "", "") for start, end in stretches])
    spans = [s for s in spans if not in_credits.meets(s)]
    spans = vote(text, without_overlaps(spans + credited), gazetteer)
    return repeat(text, spans, cases, gazetteer)


def find_known(text: str, gazetteer: Gazetteer) -> list[Span]:
    """Spans of the gazetteer's certain names."""
    return [
        Span(start, end, name.label, "gazetteer", is_settled=True)
        for start, end, name in gazetteer.find(text)
    ]


def recognise_known(canvas: Canvas, gazetteer: Gazetteer) -> list[Span]:
    """What the gazetteer alone is sure of, in whatever language of its alphabet the article is.

    Adjectives are English words, lone surnames may be words elsewhere, and so may short acronyms
    in a line of capitals ("UN HOMME"): those are left out.
    """
    text = canvas.text
    capitals = Occupied([Span(s, e, "", "") for s, e in canvas.lines() if is_capitals(text[s:e])])
    return [
        span
        for span in find_known(text, gazetteer)
        if span.label != "NORP"
        and (span.label != "PERSON" or " " in text[span.start : span.end])
        and (span.end - span.start > 3 or not capitals.meets(span))
    ]


def with_given_names(text: str, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Span]:
    """Lone names of people with the unknown capitalised word before them: a given name.

    Models that meet a rare given name often see the family name alone.
    """
    words = gazetteer.words
    ends = {span.end for span in spans}
    extended = []
    for span in spans:
        before = _WORD_BEFORE.search(text, max(0, span.start - 20), span.start)
        is_lone = span.label == "PERSON" and " " not in text[span.start : span.end]
        if is_lone and before and before.end(1) not in ends:
            key = name_key(before.group(1))
            is_word = key in words.common_words or key in words.titles
            if not is_word and not _is_no_person(before.group(1), gazetteer):
                span = replace(span, start=before.start(1))
        extended.append(span)
    return extended


def believed_in_headlines(canvas: Canvas, spans: Sequence[Span]) -> list[Span]:
    """The model's spans without those that only a line in capitals or title case speaks for.

    Case says nothing in such a line. In capitals, four in five of what the model calls a person or
    an organisation are wrong, while places hold up; a name that stands elsewhere too is believed.
    In title case a name with a neighbour stuck to it ("Okafor Signs") is given up where the article
    has the name alone: its repeats are found later.
    """
    text = canvas.text
    lines = list(canvas.lines())
    capitals = [Span(s, e, "", "") for s, e in lines if is_capitals(text[s:e])]
    titles = [Span(s, e, "", "") for s, e in lines if is_title_case(text[s:e])]
    if len(capitals) == len(lines):
        return list(spans)  # nothing better to go by
    in_capitals, in_titles = Occupied(capitals), Occupied(titles)
    keys = {s: name_key(text[s.start : s.end]) for s in spans}
    elsewhere = {keys[s] for s in spans if not in_capitals.meets(s) and not in_titles.meets(s)}
    elsewhere |= {key.rsplit(" ", 1)[-1] for key in elsewhere}

    def is_believed(span: Span) -> bool:
        if keys[span] in elsewhere:
            return True
        if in_capitals.meets(span):
            return span.label in {"GPE", "LOC"}
        return not in_titles.meets(span) or elsewhere.isdisjoint(_parts(keys[span]))

    return [span for span in spans if is_believed(span)]


def _parts(key: str) -> set[str]:
    """Every run of words of the key, shorter than the whole."""
    words = key.split()[:8]
    runs = {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
    return runs - {key}


def merge(text: str, found: Iterable[Span], known: Sequence[Span]) -> list[Span]:
    """The model's spans and the gazetteer's, each stretch of text once.

    A longer name of the model keeps what the gazetteer knows inside it ("Bank of England", "Paris
    Hilton"), unless all of it is known ("US-China") or it is a known person and more words.
    """
    places = Occupied(known)
    kept: list[Span] = []
    replaced: set[Span] = set()
    for span in found:
        inside = places.inside(span)
        if not inside:
            kept.append(span)
        elif _is_longer_name(text, span, inside):
            kept.append(span)
            replaced.update(inside)
    return without_overlaps(kept + [span for span in known if span not in replaced])


def _is_longer_name(text: str, span: Span, inside: Sequence[Span]) -> bool:
    """Whether the span is a name of its own around the known ones inside it."""
    if not all(span.covers(known) for known in inside):
        return False
    is_full_person = any(
        known.label == span.label == "PERSON" and " " in text[known.start : known.end]
        for known in inside
    )
    if is_full_person:
        return False
    rest = "".join(
        " " if any(known.start <= place < known.end for known in inside) else text[place]
        for place in range(span.start, span.end)
    )
    return any(word[:1].isupper() or len(word) > 3 for word in re.findall(r"\w+", rest))


def titled_people(text: str, gazetteer: Gazetteer) -> list[Span]:
    """Capitalised words behind "Mr.", "President", ...: people, seen by the model or not."""
    words = gazetteer.words
    spans: list[Span] = []
    for title in _TITLE.finditer(text):
        last = title.group(1)
        first = _WORD_BEFORE.search(text, max(0, title.start() - 20), title.start())
        whole = f"{first.group(1)} {last}" if first else last
        if not {name_key(whole), name_key(last)} & words.person_titles:
            continue
        name = _NAME_WORDS.match(text, title.end())
        taken: list[str] = []
        for word in name.group().split(" ") if name else ():
            key = name_key(word)
            if key in words.common_words or key in words.titles or _is_no_person(word, gazetteer):
                break
            taken.append(word)
        if name and taken:
            end = name.start() + len(" ".join(taken))
            spans += clean_span(text, Span(name.start(), end, "PERSON", "title"), words)
    return spans


def with_titled_people(spans: Sequence[Span], titled: Sequence[Span]) -> list[Span]:
    """Spans with the people that titles name: a title says more than the model.

    "Mayor Ines Calloway" is no organisation, and a person whose family name alone was seen is the
    whole name. What is settled, and a person already seen in full, stays.
    """
    places = Occupied(titled)

    def gives_way(span: Span) -> bool:
        if span.is_settled or not places.meets(span):
            return False
        return span.label != "PERSON" or any(person.covers(span) for person in titled)

    kept = [span for span in spans if not gives_way(span)]
    taken = Occupied(kept)
    return kept + [person for person in titled if not taken.meets(person)]


def _is_no_person(word: str, gazetteer: Gazetteer) -> bool:
    bare = word.removesuffix("'s")
    return any(gazetteer.other_than_person(bare, label) for label in ("GPE", "NORP", "ORG"))


def vote(text: str, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Span]:
    """One label per spelling in an article: the settled one, else the one most spans have.

    A word that is the family name of a person of the article is a person; capitals that are the
    initials of one of its organisations are an organisation.
    """
    keys = [name_key(text[s.start : s.end]) for s in spans]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    settled: dict[str, str] = {}
    for key, span in zip(keys, spans, strict=True):
        counts[key][span.label] += 1
        if span.is_settled:
            settled.setdefault(key, span.label)
    label_of = {
        key: settled.get(key) or min(labels.items(), key=lambda item: (-item[1], item[0]))[0]
        for key, labels in counts.items()
    }
    for key, label in list(label_of.items()):
        parts = key.split()
        if label != "PERSON" or len(parts) < 2:
            continue
        for part in {parts[0], parts[-1]} - set(settled):
            if part in label_of and not gazetteer.other_than_person(part, label_of[part]):
                label_of[part] = "PERSON"
    called = {key for key, span in zip(keys, spans, strict=True) if span.method == "title"}
    for key in set(label_of) - set(settled):
        if " " in key and label_of[key] in _MISTAKEN_FOR_PEOPLE and key.rsplit(" ", 1)[1] in called:
            label_of[key] = "PERSON"  # "Bertie Hask", of whom the article goes on as Mr Hask
    organisations = [s for k, s in zip(keys, spans, strict=True) if label_of[k] == "ORG"]
    shorts = {i for s in organisations for i in initials(text[s.start : s.end])}
    for key, span in zip(keys, spans, strict=True):
        surface = text[span.start : span.end]
        if is_acronym(surface) and acronym_key(surface) in shorts and key not in settled:
            label_of[key] = "ORG"
    return [
        span if span.is_settled else replace(span, label=label_of[key])
        for key, span in zip(keys, spans, strict=True)
    ]
