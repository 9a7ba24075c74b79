"""From a word to its classes: a language's lexicon, ready for the tokeniser and the grammar.

In: the data module of a language. Out: for each word a `Kind`: its classes with their values, and
one code character that stands for exactly that set of classes, so that a line of text becomes a
string of codes and a rule a regular expression over it. Never looks at context.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import ModuleType
from typing import Any

from tasks.enrich.temporal import english

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
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_FRACTION = re.compile(r"([1-9])/([2-9])")

#: One written form of each shape class, so that every set of classes has its code from the start.
_SHAPE_SAMPLES = english.words(
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

    absolute_only: keep month names, numbers and marks, so that only dates which need no words of
    the language are found.
    """

    def __init__(self, data: ModuleType, absolute_only: bool = False) -> None:
        classes: dict[str, dict[str, Any]] = data.CLASSES
        if absolute_only:
            classes = {"month": classes["month"]}
        self.is_absolute_only = absolute_only
        self._needs_capital: frozenset[str] = data.NEEDS_CAPITAL
        self._past_suffix: re.Pattern[str] = re.compile(data.PAST_FORM)
        self._not_past: frozenset[str] = data.NOT_PAST
        self._words: dict[str, dict[str, Any]] = {}
        self.phrases: dict[str, list[tuple[str, ...]]] = {}
        for name, entries in classes.items():
            for entry, value in entries.items():
                self._words.setdefault(entry, {})[name] = value
        for entry in self._words:
            if " " in entry or "'" in entry:
                first, *rest = _phrase_words(entry)
                self.phrases.setdefault(first, []).append(tuple(rest))
        for rests in self.phrases.values():
            rests.sort(key=len, reverse=True)
        self._codes: dict[frozenset[str], str] = {}
        self._members: dict[str, str] = {}
        self._enumerate_codes()
        self.kind_of = lru_cache(maxsize=1 << 16)(self._kind_of)

    def members(self, class_name: str) -> str:
        """The code characters of all kinds that belong to a class; empty for an unknown class."""
        return self._members.get(class_name, "")

    def _enumerate_codes(self) -> None:
        numbers = map(str, range(33))
        for word in (*self._words, *self.phrases, *_MARKS, *numbers, *_SHAPE_SAMPLES):
            for form in (word, word.capitalize(), word.upper()):
                names = frozenset(self._classes_of(form))
                if names not in self._codes:
                    code = chr(_FIRST_CODE + len(self._codes))
                    self._codes[names] = code
                    for name in names:
                        self._members[name] = self._members.get(name, "") + code

    def _is_past_form(self, word: str) -> bool:
        return (
            not self.is_absolute_only
            and self._past_suffix.fullmatch(word) is not None
            and word not in self._not_past
        )

    def _kind_of(self, raw: str) -> Kind:
        values = self._classes_of(raw)
        code = self._codes.get(frozenset(values))
        # A set of classes that no sample showed belongs to no rule: the token is then plain.
        return Kind(code, values) if code else Kind(self._codes[frozenset()], {})

    def _classes_of(self, raw: str) -> dict[str, Any]:
        word = raw.lower().replace("’", "'")
        if raw[0].isdigit() or (len(raw) > 1 and raw[1].isdigit()) or raw in _FRACTIONS:
            found = dict(_number_classes(raw))
        else:
            found = dict.fromkeys(_MARKS.get(raw, ()))
        entry = self._words.get(word)
        if entry:
            found.update(entry)
            if word in self._needs_capital and raw[0].islower():
                found.pop("month", None)
                found.pop("weekday", None)
        if raw[0].isalpha():
            found["lower" if raw[0].islower() else "capital"] = None
            if self._is_past_form(word):
                found.setdefault("past_verb", None)
        if word in self.phrases:
            found["phrase_head"] = None
        return found


def _phrase_words(entry: str) -> list[str]:
    return re.findall(r"'s|[^\s']+", entry)


def _number_classes(raw: str) -> Iterable[tuple[str, Any]]:
    """The classes of a token that starts with a digit, or with an apostrophe and a digit."""
    if match := _ISO.fullmatch(raw):
        year, month, day, clock = match.groups()
        yield "iso_date", (int(year), int(month), int(day), clock)
    elif match := _NUMERIC.fullmatch(raw):
        yield "numeric_date", (match[1], match[2], match[3], match[4])
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
    elif _NUMBER.fullmatch(raw):
        yield from _integer_classes(raw)


def _integer_classes(raw: str) -> Iterable[tuple[str, Any]]:
    if len(raw) > _LONGEST_NUMBER:
        return
    yield "digits", float(raw.replace(",", ""))
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
_LANGUAGES = {"en": english}


def lexicon_for(language_code: str | None) -> Lexicon:
    """The lexicon of a language (ISO 639-1); for others, one for numbers and full dates only."""
    language = (language_code or "").lower().split("-")[0]
    return _built(language if language in _LANGUAGES else None)


@cache
def _built(language: str | None) -> Lexicon:
    if language is None:
        return Lexicon(english, absolute_only=True)
    return Lexicon(_LANGUAGES[language])
