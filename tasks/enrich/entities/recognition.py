"""Which stretches of an article are names, and of what kind.

In: the canvas of an article and what the model found on it. Out: spans that do not overlap, cleaned
and labelled, by the model, the gazetteer, titles, credits and the article's own repeats. The steps
and what each is worth are stated where they are listed, in `recognise`. Resolves nothing.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tasks.enrich.entities.canvas import Canvas
from tasks.enrich.entities.casing import WordCases, is_capitals
from tasks.enrich.entities.credits import find_credits
from tasks.enrich.entities.folding import name_key
from tasks.enrich.entities.spans import Span, clean_span, without_overlaps
from tasks.enrich.gazetteer import Gazetteer, KnownName

_CAPITALISED = r"[^\W\d_a-zß-öø-ÿ][\w'’-]*"
_NAME_WORDS = re.compile(rf"{_CAPITALISED}(?:[ ]{_CAPITALISED}){{0,2}}")
_TITLE = re.compile(r"(?<![\w'-])([A-Z][a-z]+(?: [A-Z][a-z]+)?\.?) (?=[^\W\d_a-z])")
_TOKEN = re.compile(r"\w+(?:['.-]\w+)*")


def recognise(
    canvas: Canvas, model_spans: Sequence[Span], cases: WordCases, gazetteer: Gazetteer
) -> list[Span]:
    """The names of an article in order of place, none overlapping, none across a line break."""
    words = gazetteer.words
    cleaned = [piece for span in model_spans for piece in clean_span(canvas.text, span, words)]
    known = find_known(canvas, gazetteer)
    spans = merge(canvas.text, cleaned, known, gazetteer)
    spans += [s for s in titled_people(canvas.text, gazetteer) if not _meets(s, spans)]
    stretches, credited = find_credits(canvas.text, gazetteer)
    spans = [s for s in spans if not any(s.start < e and b < s.end for b, e in stretches)]
    spans = vote(canvas.text, without_overlaps(spans + credited), gazetteer)
    return repeat(canvas.text, spans, cases, gazetteer)


def find_known(canvas: Canvas, gazetteer: Gazetteer) -> list[Span]:
    """Spans of certain names of the gazetteer, lines in capitals included."""
    spans = [_known_span(*found) for found in gazetteer.find(canvas.text)]
    for start, end in canvas.lines():
        if is_capitals(canvas.text[start:end]):
            spans = [s for s in spans if not (start <= s.start < end)] + [
                _known_span(*found) for found in gazetteer.find_capitals(canvas.text, start, end)
            ]
    return sorted(spans, key=lambda s: s.start)


def _known_span(start: int, end: int, name: KnownName) -> Span:
    return Span(start, end, name.label, "gazetteer", is_settled=True)


def merge(
    text: str, found: Iterable[Span], known: Sequence[Span], gazetteer: Gazetteer
) -> list[Span]:
    """The model's spans and the gazetteer's, each stretch of text once.

    A longer name of the model keeps what the gazetteer knows inside it ("Bank of England", "Paris
    Hilton"), unless all of it is known ("US-China") or it is a known person and more words.
    """
    spans: list[Span] = []
    free = set(range(len(known)))
    at = _by_character(known)
    for span in found:
        inside = sorted({i for c in range(span.start, span.end) if (i := at.get(c)) is not None})
        if not inside:
            spans.append(span)
            continue
        longer = all(span.covers(known[i]) for i in inside) and not any(
            known[i].covers(span) for i in inside
        )
        if longer and not _is_sum_of(text, span, [known[i] for i in inside]):
            people = [i for i in inside if known[i].label == "PERSON" and span.label == "PERSON"]
            if not any(" " in text[known[i].start : known[i].end] for i in people):
                spans.append(span)
                free.difference_update(inside)
    return without_overlaps(spans + [known[i] for i in sorted(free)])


def _by_character(spans: Sequence[Span]) -> dict[int, int]:
    return {c: i for i, span in enumerate(spans) for c in range(span.start, span.end)}


def _is_sum_of(text: str, span: Span, parts: Sequence[Span]) -> bool:
    """Whether nothing but signs and small words stands in the span beside the parts."""
    covered = {c for part in parts for c in range(part.start, part.end)}
    rest = "".join(text[c] if c not in covered else " " for c in range(span.start, span.end))
    return not any(word[:1].isupper() or word.isdigit() for word in rest.split()) and not any(
        len(word) > 3 for word in re.findall(r"\w+", rest)
    )


def titled_people(text: str, gazetteer: Gazetteer) -> list[Span]:
    """Capitalised words behind "Mr.", "President", ...: people whom the model may have missed."""
    words = gazetteer.words
    spans = []
    for title in _TITLE.finditer(text):
        last = title.group(1).split()[-1]
        if not {name_key(title.group(1)), name_key(last)} & words.person_titles:
            continue
        name = _NAME_WORDS.match(text, title.end())
        if name is None:
            continue
        taken = []
        for word in name.group().split(" "):
            key = name_key(word)
            if (
                key in words.common_words
                or key in words.titles
                or gazetteer.other_than_person(word, "GPE")
                or gazetteer.other_than_person(word, "NORP")
            ):
                break
            taken.append(word)
        surface = " ".join(taken)
        span = Span(name.start(), name.start() + len(surface), "PERSON", "title")
        spans += clean_span(text, span, words)
    return spans


def vote(text: str, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Span]:
    """One label per spelling in an article: the settled one, else the one most spans have.

    A word that is the family name of a person of the article is a person.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    settled: dict[str, str] = {}
    for span in spans:
        key = name_key(text[span.start : span.end])
        counts[key][span.label] += 1
        if span.is_settled:
            settled.setdefault(key, span.label)
    label_of = {
        key: settled.get(key) or min(labels.items(), key=lambda item: (-item[1], item[0]))[0]
        for key, labels in counts.items()
    }
    for key, label in list(label_of.items()):
        parts = key.split()
        if label == "PERSON" and len(parts) > 1:
            for part in (parts[-1], parts[0]):
                weak = label_of.get(part)
                if weak and part not in settled and not gazetteer.other_than_person(part, weak):
                    label_of[part] = "PERSON"
    return [
        span
        if span.is_settled
        else replace(span, label=label_of[name_key(text[span.start : span.end])])
        for span in spans
    ]


def repeat(text: str, spans: Sequence[Span], cases: WordCases, gazetteer: Gazetteer) -> list[Span]:
    """The spans and the unmarked places where the same names, or family names, stand again."""
    labels: dict[str, str] = {}
    for span in spans:
        surface = text[span.start : span.end]
        if _may_repeat(surface, span.label, cases, gazetteer):
            labels.setdefault(surface, span.label)
        if span.label == "PERSON" and " " in surface:
            family = surface.rsplit(" ", 1)[1]
            if _may_repeat(family, "PERSON", cases, gazetteer):
                labels.setdefault(family, "PERSON")
    if not labels:
        return list(spans)
    by_first: dict[str, list[str]] = defaultdict(list)
    for surface in sorted(labels, key=len, reverse=True):
        by_first[_TOKEN.search(surface).group() if _TOKEN.search(surface) else surface].append(
            surface
        )
    taken = {c for span in spans for c in range(span.start, span.end)}
    added: list[Span] = []
    for token in _TOKEN.finditer(text):
        for surface in by_first.get(token.group().removesuffix("'s"), ()):
            end = token.start() + len(surface)
            if not text.startswith(surface, token.start()) or _runs_on(text, end):
                continue
            if not taken.isdisjoint(range(token.start(), end)):
                continue
            if " " not in surface and _is_part_of_name(text, token.start(), end, taken):
                continue
            taken.update(range(token.start(), end))
            added.append(Span(token.start(), end, labels[surface], "repeat"))
            break
    return sorted([*spans, *added], key=lambda s: s.start)


def _may_repeat(surface: str, label: str, cases: WordCases, gazetteer: Gazetteer) -> bool:
    """A name that means the same wherever it stands: capitalised, and no everyday word."""
    if len(surface) < 3 and not surface.isupper():
        return False
    if not surface[0].isupper() or surface.count(" ") > 6 or label in {"WORK_OF_ART", "LAW"}:
        return False
    key = name_key(surface)
    return (
        key not in gazetteer.words.common_words
        and not cases.is_lower(surface)
        and key not in gazetteer.words.titles
    )


def _runs_on(text: str, end: int) -> bool:
    return end < len(text) and (text[end].isalnum() or text[end] == "_")


def _is_part_of_name(text: str, start: int, end: int, taken: set[int]) -> bool:
    """Whether a single word stands beside another capitalised word that no span holds."""
    after = re.compile(r"[ -]([^\W\d_][\w'-]*)").match(text, end)
    if after and after.group(1)[0].isupper() and after.start(1) not in taken:
        return True
    return False


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(span.overlaps(other) for other in others)
