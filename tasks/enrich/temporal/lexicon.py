"""From a word to its classes: a language's lexicon, ready for the tokeniser and the grammar.

In: the data module of a language. Out: for each word a `Kind`: its classes with their values, and
one code character that stands for exactly that set of classes, so that a line of text becomes a
string of codes and a rule a regular expression over it. Never looks at context.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import ModuleType
from typing import Any

from tasks.enrich.temporal import english, french, german
from tasks.enrich.temporal.wordlists import words

#: Code characters are taken from the private use area, so that none means anything to `re`.
_FIRST_CODE = 0xE000

#: Marks with a class of their own, in every language.
_MARKS = {
    ",": ("comma",),
    ".": ("dot", "stop"),
    "!": ("stop",),
    "?": ("stop",),
    "-": ("hyphen", "dash"),
    "\u2010": ("hyphen", "dash"),
    "\u2011": ("hyphen", "dash"),
    "\u2013": ("dash",),
    "(": ("open",),
    "[": ("open",),
    ")": ("closed",),
    "]": ("closed",),
    "$": ("currency",),
    "€": ("currency",),
    "£": ("currency",),
    "#": ("currency",),
    "%": ("percent",),
    "'s": ("possessive",),
    "’s": ("possessive",),
    "'": ("apostrophe", "quotation"),
    "’": ("apostrophe", "quotation"),
    "‘": ("apostrophe",),
    "/": ("slash",),
    ";": ("semicolon",),
    '"': ("quotation",),
    "”": ("quotation",),
    "“": ("quotation",),
    "\n": ("break",),
}
#: The classes a word of NEEDS_CAPITAL loses in small letters.
_CAPITAL_CLASSES = ("month", "short_month", "weekday", "short_weekday")
#: A longer run of digits is an identifier.
_LONGEST_NUMBER = 15
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}

_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?"
)
_NUMERIC = re.compile(r"(\d{1,4})([/.])(\d{1,2})\2(\d{2,4})")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?")
_DECIMAL_CLOCK = re.compile(r"(\d|1[0-2])\.([0-5]\d)")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)", re.IGNORECASE)
_DECADE = re.compile(r"(?:['’‘]?(\d)|(\d{3}))0['’]?s")
_FRACTION = re.compile(r"([1-9])/([2-9])")

#: One written form of each shape class, so that every set of classes has its code from the start.
_SHAPE_SAMPLES = words(
    "00 01 05 12 13 24 25 31 32 99 100 735 0735 0960 1430 1860 2024 2199 2200 2460 10000 1,000 "
    "2.5 2.30 2024-06-19 2024-06-19T10:30 13/09/2023 9/13/23 13.09.2023 2023/09/13 10:30 10:30:00 "
    "29:15 3rd 99th '80s 1980s 1/2 ½ '92 word Word B52 a A é É walked Walked"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a token can be: class names with their values, and the code of that set of classes."""

    code: str
    values: Mapping[str, Any]


class Lexicon:
    """The classes of a language's words and of the shapes numbers take.

    language: the ISO 639-1 code, None for texts in a language without a lexicon.
    absolute_only: keep month names, numbers and marks, so that only dates which need no words of
    the language are found.
    special_tokens, number_pattern: how the language writes elisions, clock times and numbers, for
    the tokeniser.
    """

    def __init__(
        self, data: ModuleType, language: str | None = None, absolute_only: bool = False
    ) -> None:
        classes: dict[str, dict[str, Any]] = data.CLASSES
        if absolute_only:
            classes = {"month": classes["month"]}
        self.language = language
        self.is_absolute_only = absolute_only
        self.special_tokens: str = data.SPECIAL_TOKENS
        self.number_pattern: str = data.NUMBER
        self._number = re.compile(data.NUMBER)
        self._number_marks: dict[int, str | None] = str.maketrans(data.NUMBER_MARKS)
        self._shapes = [(name, re.compile(pattern)) for name, pattern in data.SHAPES]
        self._has_day_first: bool = data.HAS_DAY_FIRST
        self._samples: list[str] = data.SHAPE_SAMPLES
        self._has_capital_nouns: bool = data.HAS_CAPITAL_NOUNS
        self._future_form: re.Pattern[str] = re.compile(data.FUTURE_FORM)
        self._needs_capital: frozenset[str] = data.NEEDS_CAPITAL
        self._past_suffix: re.Pattern[str] = re.compile(data.PAST_FORM)
        self._not_past: frozenset[str] = data.NOT_PAST
        self._words: dict[str, dict[str, Any]] = {}
        self.phrases: dict[str, list[tuple[str, ...]]] = {}
        for name, entries in classes.items():
            for entry, value in entries.items():
                parts = self._phrase_parts(entry)
                self._words.setdefault(phrase_key(parts), {})[name] = value
                if len(parts) > 1 and parts[1:] not in self.phrases.setdefault(parts[0], []):
                    self.phrases[parts[0]].append(parts[1:])
        for rests in self.phrases.values():
            rests.sort(key=len, reverse=True)
        self._codes: dict[frozenset[str], str] = {}
        self._members: dict[str, str] = {}
        self._enumerate_codes()
        self.kind_of = lru_cache(maxsize=1 << 16)(self._kind_of)

    def members(self, class_name: str) -> str:
        """The code characters of all kinds that belong to a class; empty for an unknown class."""
        return self._members.get(class_name, "")

    def _phrase_parts(self, entry: str) -> tuple[str, ...]:
        """The tokens of an entry: several for a phrase (new year's day, avant-hier)."""
        if not any(mark in entry for mark in " '-"):
            return (entry,)
        pattern = "|".join(filter(None, (self.special_tokens, r"'s\b", r"\w+", r"\S")))
        return tuple(match.group() for match in re.finditer(pattern, entry))

    def _enumerate_codes(self) -> None:
        numbers = map(str, range(33))
        samples = (*_MARKS, *numbers, *_SHAPE_SAMPLES, *self._samples)
        for word in (*self._words, *self.phrases, *samples):
            for form in (word, word.capitalize(), word.upper()):
                names = frozenset(self._classes_of(form))
                if names not in self._codes:
                    code = chr(_FIRST_CODE + len(self._codes))
                    self._codes[names] = code
                    for name in names:
                        self._members[name] = self._members.get(name, "") + code

    def _tense_form(self, word: str, is_capital: bool) -> str | None:
        """The class a word has by its form alone: past_verb, future_verb or none."""
        is_noun = is_capital and self._has_capital_nouns
        if self.is_absolute_only or is_noun or word in self._not_past:
            return None
        if self._future_form.fullmatch(word):
            return "future_verb"
        return "past_verb" if self._past_suffix.fullmatch(word) else None

    def _kind_of(self, raw: str) -> Kind:
        values = self._classes_of(raw)
        code = self._codes.get(frozenset(values))
        # A set of classes that no sample showed belongs to no rule: the token is then plain.
        return Kind(code, values) if code else Kind(self._codes[frozenset()], {})

    def _classes_of(self, raw: str) -> dict[str, Any]:
        word = raw.lower().replace("’", "'")
        if raw[0].isdigit() or (len(raw) > 1 and raw[1].isdigit()) or raw in _FRACTIONS:
            found = dict(self._number_classes(raw))
        else:
            found = dict.fromkeys(_MARKS.get(raw, ()))
        entry = self._words.get(word)
        if entry:
            found.update(entry)
            if word in self._needs_capital and raw[0].islower():
                for name in _CAPITAL_CLASSES:
                    found.pop(name, None)
        if raw[0].isalpha():
            found["lower" if raw[0].islower() else "capital"] = None
            if tense := self._tense_form(word, raw[0].isupper()):
                found.setdefault(tense, None)
        if word in self.phrases:
            found["phrase_head"] = None
        return found

    def _number_classes(self, raw: str) -> Iterable[tuple[str, Any]]:
        """The classes of a token that starts with a digit, or with an apostrophe and a digit."""
        if match := _ISO.fullmatch(raw):
            year, month, day, clock = match.groups()
            yield "iso_date", (int(year), int(month), int(day), clock)
        elif match := _NUMERIC.fullmatch(raw):
            is_day_first = match[2] == "." or self._has_day_first
            yield "numeric_date", (match[1], is_day_first, match[3], match[4])
        elif match := _CLOCK.fullmatch(raw):
            if int(match[1]) <= 24 and int(match[2]) <= 59:
                yield "clock", (int(match[1]), int(match[2]))
        elif match := _ORDINAL.fullmatch(raw):
            yield "ordinal", int(match[1])
            if 1 <= int(match[1]) <= 31:
                yield "ordinal_day", int(match[1])
        elif match := _DECADE.fullmatch(raw):
            yield "decade", int(match[2] or match[1])
        elif match := _FRACTION.fullmatch(raw):
            yield "fraction", int(match[1]) / int(match[2])
        elif raw in _FRACTIONS:
            yield "fraction", _FRACTIONS[raw]
        elif raw[0] in "'’‘":
            if raw[1:].isdigit() and len(raw) == 3:
                yield "short_year", int(raw[1:])
        elif self._number.fullmatch(raw):
            yield from _integer_classes(raw, raw.translate(self._number_marks))
        for name, pattern in self._shapes:
            if match := pattern.fullmatch(raw):
                yield name, _shape_value(match)


def phrase_key(parts: Sequence[str]) -> str:
    """The tokens of a phrase as the lexicon keeps them: parted by spaces."""
    return " ".join(parts)


def _shape_value(match: re.Match[str]) -> int | tuple[int, ...]:
    """The numbers in a shape's groups; 0 for one that is left out (14h)."""
    numbers = tuple(int(group or 0) for group in match.groups())
    return numbers[0] if len(numbers) == 1 else numbers


def _integer_classes(raw: str, plain: str) -> Iterable[tuple[str, Any]]:
    """The classes of a number as written; plain has no grouping and a point before decimals."""
    if len(raw) > _LONGEST_NUMBER:
        return
    yield "digits", float(plain)
    if match := _DECIMAL_CLOCK.fullmatch(raw):
        yield "decimal_clock", (int(match[1]), int(match[2]))
    if not raw.isascii() or not raw.isdigit():
        return
    whole = int(raw)
    if len(raw) <= 2:
        if 1 <= whole <= 31:
            yield "day", whole
        if whole <= 24:
            yield "hour", whole
        if len(raw) == 2:
            yield "two_digits", whole
    elif len(raw) == 3:
        yield "small_year", whole
    elif len(raw) == 4:
        if 1000 <= whole <= 2199:
            yield "year", whole
        if whole // 100 <= 24 and whole % 100 <= 59:
            yield "military_clock", (whole // 100, whole % 100)


#: The languages there is a lexicon for.
_LANGUAGES = {"en": english, "de": german, "fr": french}


def lexicon_for(language_code: str | None) -> Lexicon:
    """The lexicon of a language (ISO 639-1); for others, one for numbers and full dates only."""
    language = (language_code or "").lower().split("-")[0]
    return _built(language if language in _LANGUAGES else None)


@cache
def _built(language: str | None) -> Lexicon:
    if language is None:
        return Lexicon(english, absolute_only=True)
    return Lexicon(_LANGUAGES[language], language)
