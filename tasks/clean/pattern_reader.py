"""Reads a rule's pattern: what a line must begin with, or hold, for it to match all of the line.

In: one alternative of a regular expression of the `regex` library. Out: the starts and the needles
of the lines that it may match. Only ever leaves out what cannot match: what is not understood here
counts as "may match anything". Never matches a pattern itself.

A pattern is read as its language, roughly: the strings it can match whole, and strings after which
anything may follow. All letters are lower case here, and every sign outside ASCII (and white space
but the space) is one and the same sign, so that folding of case cannot lead astray.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from string import ascii_letters, digits

#: Stands for any sign outside ASCII, and for tabs, line ends and control characters.
_FOREIGN = "\x80"

#: The only signs outside ASCII that a letter of ASCII matches when case is ignored.
_ODD_LETTERS = str.maketrans("\u0130\u0131\u017f\u212a", "iisk")

#: Signs of a line's start that decide which patterns are tried.
START_SIGNS = 4

#: Larger sets of strings are cut short, longer strings too: they would say little more.
_MAX_STRINGS = 160
_MAX_SIGNS = 24
_MAX_CLASS = 40

_CLASS_ESCAPES = {"d": frozenset(digits + _FOREIGN), "s": frozenset(" " + _FOREIGN)}
_WIDE_ESCAPES = frozenset("wWDSX")
_ZERO_WIDTH_ESCAPES = frozenset("bBAZmM")
_FOREIGN_ESCAPES = frozenset("ntrfv")
_PLAIN_RUN = re.compile(r"[A-Za-z ]+(?![*+?{])")


class _UnreadableError(ValueError):
    """A pattern holds something this reader does not know."""


@dataclass(frozen=True, slots=True)
class _Language:
    """What a part of a pattern matches: one of `whole`, or one of `open` and then anything.

    needles: one of these stands in whatever it matches; None when nothing is known.
    """

    whole: frozenset[str] = frozenset({""})
    open: frozenset[str] = frozenset()
    needles: frozenset[str] | None = None

    def then(self, other: "_Language") -> "_Language":
        """This and then the other, without needles."""
        if not self.whole:
            return self
        whole = _join(self.whole, other.whole)
        started = self.open | _join(self.whole, other.open)
        if len(whole) + len(started) <= _MAX_STRINGS and all(len(s) <= _MAX_SIGNS for s in whole):
            return _Language(whole, started)
        short = {string[:START_SIGNS] for string in other.strings}
        if len(self.whole) * len(short) > _MAX_STRINGS:
            return _Language(frozenset(), self.open | self.whole)
        return _Language(frozenset(), self.open | _join(self.whole, short))

    @property
    def strings(self) -> frozenset[str]:
        return self.whole | self.open

    def best_needles(self) -> frozenset[str] | None:
        """The needles, or the beginnings if they tell more."""
        return _better(self.needles, self.strings)


_NOTHING = _Language()
_ANYTHING = _Language(frozenset(), frozenset({""}))


def _join(ones: Iterable[str], others: Iterable[str]) -> frozenset[str]:
    return frozenset(one + other for one in ones for other in others)


def _any_of(languages: Sequence[_Language]) -> _Language:
    needles = [language.best_needles() for language in languages]
    return _Language(
        frozenset().union(*(language.whole for language in languages)),
        frozenset().union(*(language.open for language in languages)),
        None if None in needles else frozenset().union(*(n for n in needles if n)),
    )


def _better(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """The more telling of two sets of needles; without any, or with a blank one, a set says nil."""
    told = [
        needles
        for strings in (one, other)
        if strings and (needles := _ascii_parts(strings)) and "" not in needles
    ]
    return max(told, key=lambda needles: (min(map(len, needles)), -len(needles)), default=None)


def _ascii_parts(strings: Iterable[str]) -> frozenset[str]:
    """The longest stretch of ASCII of each: lines keep their own letters when searched."""
    return frozenset(max(string.split(_FOREIGN), key=len) for string in strings)


class _PatternReader:
    """Reads one pattern from left to right; each method takes what it names."""

    def __init__(self, pattern: str) -> None:
        self.pattern, self.at = pattern, 0

    def read(self) -> list[_Language]:
        """One language for each alternative of the whole pattern."""
        alternatives = self._alternatives()
        if self.at < len(self.pattern):
            raise _UnreadableError(self.pattern)
        return alternatives

    def _peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def _next(self) -> str:
        sign = self._peek()
        if not sign:
            raise _UnreadableError(self.pattern)
        self.at += 1
        return sign

    def _take(self, text: str) -> bool:
        is_there = self.pattern.startswith(text, self.at)
        self.at += len(text) * is_there
        return is_there

    def _alternatives(self) -> list[_Language]:
        found = [self._sequence()]
        while self._take("|"):
            found.append(self._sequence())
        return found

    def _sequence(self) -> _Language:
        """Parts one after the other; needles are looked for in each stretch without a gap."""
        whole = stretch = _NOTHING
        needles = None
        while self._peek() not in ("", "|", ")"):
            part = self._repeated(self._one())
            whole, stretch = whole.then(part), stretch.then(part)
            needles = _better(needles, part.needles)
            if stretch.open:
                needles = _better(needles, stretch.strings)
                stretch = _NOTHING
        return _Language(whole.whole, whole.open, _better(needles, stretch.strings))

    def _one(self) -> _Language:
        if run := _PLAIN_RUN.match(self.pattern, self.at):
            self.at = run.end()
            return _Language(frozenset({run[0].lower()}))
        sign = self._next()
        if sign == "(":
            return self._group()
        if sign == "[":
            return _signs(self._class())
        if sign == "\\":
            return self._escape()
        if sign == ".":
            return _ANYTHING
        if sign in "^$":
            return _NOTHING
        if sign in "*+?{":
            raise _UnreadableError(self.pattern)
        return _signs({fold_sign(sign)})

    def _group(self) -> _Language:
        is_looking_around = False
        if self._take("?"):
            if any(self._take(mark) for mark in ("=", "!", "<=", "<!")):
                is_looking_around = True
            elif self._take("P<"):
                while self._next() != ">":
                    pass
            elif not any(self._take(mark) for mark in (":", ">", "i:", "-i:")):
                raise _UnreadableError(self.pattern)
        alternatives = self._alternatives()
        if not self._take(")"):
            raise _UnreadableError(self.pattern)
        return _NOTHING if is_looking_around else _any_of(alternatives)

    def _escape(self) -> _Language:
        sign = self._next()
        if sign in _ZERO_WIDTH_ESCAPES:
            return _NOTHING
        if sign in "pP":
            self._property()
            return _ANYTHING
        if sign in _WIDE_ESCAPES:
            return _ANYTHING
        return _signs(_CLASS_ESCAPES.get(sign) or {self._escaped_sign(sign)})

    def _property(self) -> None:
        if not self._take("{"):
            raise _UnreadableError(self.pattern)
        while self._next() != "}":
            pass

    def _escaped_sign(self, sign: str) -> str:
        if sign in ("x", "u"):
            size = 2 if sign == "x" else 4
            number, self.at = self.pattern[self.at : self.at + size], self.at + size
            return fold_sign(chr(int(number, 16)))
        if sign in _FOREIGN_ESCAPES:
            return _FOREIGN
        if sign in ascii_letters + digits:
            raise _UnreadableError(self.pattern)
        return fold_sign(sign)

    def _class(self) -> set[str] | None:
        """The signs of a class in brackets; None for (nearly) any."""
        is_negated, is_wide = self._take("^"), False
        signs: set[str] = set()
        for number in count():
            sign = self._next()
            if sign == "]" and number:
                break
            if sign == "[" or self.pattern[self.at - 1 : self.at + 1] in ("--", "&&", "||", "~~"):
                raise _UnreadableError(self.pattern)
            if sign == "\\":
                sign = self._next()
                if sign in "pP":
                    self._property()
                if sign in "pP" or sign in _WIDE_ESCAPES:
                    is_wide = True
                    continue
                if sign in _CLASS_ESCAPES:
                    signs |= _CLASS_ESCAPES[sign]
                    continue
                sign = self._escaped_sign(sign)
            if self._peek() == "-" and self.pattern[self.at + 1 : self.at + 2] not in ("]", ""):
                self.at += 1
                last = self._next()
                last = self._escaped_sign(self._next()) if last == "\\" else last
                signs |= {fold_sign(chr(n)) for n in range(ord(sign), min(ord(last), 128) + 1)}
                signs |= {_FOREIGN} if ord(last) >= 128 else set()
            else:
                signs.add(fold_sign(sign))
        return None if is_negated or is_wide else signs

    def _repeated(self, part: _Language) -> _Language:
        """The part with what its quantifier makes of it."""
        if self._take("*"):
            least, is_once = 0, False
        elif self._take("+"):
            least, is_once = 1, False
        elif self._take("?"):
            least, is_once = 0, True
        elif self._take("{"):
            end = self.pattern.find("}", self.at)
            numbers = self.pattern[self.at : end].split(",")
            if end < 0 or len(numbers) > 2 or not all(n.isdecimal() or not n for n in numbers):
                raise _UnreadableError(self.pattern)
            least, is_once, self.at = int(numbers[0] or 0), numbers[-1] == "1", end + 1
        else:
            return part
        if not self._take("?"):  # lazy and possessive ones match no more than others
            self._take("+")
        repeated = part if is_once else _Language(frozenset(), part.strings, part.needles)
        return repeated if least else _any_of([_NOTHING, repeated])


def fold_sign(sign: str) -> str:
    """One sign as the reading has it: small, and one and the same for all outside ASCII."""
    sign = sign.translate(_ODD_LETTERS).lower()
    return sign if sign.isascii() and sign.isprintable() else _FOREIGN


def _signs(signs: Iterable[str] | None) -> _Language:
    found = None if signs is None else frozenset(signs)
    return _ANYTHING if not found or len(found) > _MAX_CLASS else _Language(found)


@dataclass(frozen=True, slots=True)
class Signs:
    """What a line has that a pattern may match: one of the starts, or one of the needles."""

    starts: frozenset[str]
    needles: frozenset[str]
    takes_empty: bool = False


def read_pattern(pattern: str) -> Signs | None:
    """The signs of the lines that a pattern may match; None when it may match any line.

    Starts are cut to four characters. Both are in lower case, with `_FOREIGN` in starts.
    """
    starts: set[str] = set()
    needles: set[str] = set()
    takes_empty = False
    try:
        alternatives = _PatternReader(pattern).read()
    except (_UnreadableError, ValueError, RecursionError):
        return None
    for language in alternatives:
        takes_empty |= "" in language.whole
        if "" not in language.open:
            starts |= {string[:START_SIGNS] for string in language.strings - {""}}
        elif found := language.best_needles():
            needles |= found
        else:
            return None
    return Signs(frozenset(starts), frozenset(needles), takes_empty)


def fold_letters(line: str) -> str:
    """A line in which a letter of ASCII stands wherever one of a pattern would match."""
    return (line if line.isascii() else line.translate(_ODD_LETTERS)).lower()
