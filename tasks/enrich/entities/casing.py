"""Lines in capitals and title-case headlines, written for a model that learnt from running text.

In: the folded text of an article. Out: the same text, the same length, with the case of such lines
changed by what the rest of the article and the gazetteer know of each word. The original stays the
text that is stored and searched.
"""

import re
from collections import Counter
from collections.abc import Iterable

from tasks.enrich.gazetteer import Gazetteer

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")

#: A line counts as title case from this share of capitalised words of four letters and more ...
TITLE_CASE_SHARE = 0.7
#: ... of which there must be this many, and the line at most this long: a headline, no paragraph.
TITLE_CASE_WORDS = 3
HEADLINE_CHARACTERS = 200


class WordCases:
    """How an article writes its words where case means something."""

    def __init__(self, text: str, lines: Iterable[tuple[int, int]]) -> None:
        self._lower: Counter[str] = Counter()
        self._capital: Counter[str] = Counter()
        self._spelling: dict[str, str] = {}
        for start, end in lines:
            line = text[start:end]
            if is_capitals(line) or is_title_case(line):
                continue
            for place, word in enumerate(_WORD.finditer(line)):
                key = word.group().casefold()
                if word.group()[0].islower():
                    self._lower[key] += 1
                elif place and line[word.start() - 2 : word.start() - 1] not in ".!?:\"'”":
                    self._capital[key] += 1
                    self._spelling.setdefault(key, word.group())

    def is_lower(self, word: str) -> bool:
        """The article writes the word small, and not as a name."""
        key = word.casefold()
        return self._lower[key] > self._capital[key]

    def is_name(self, word: str) -> bool:
        """The article writes the word with a capital inside sentences."""
        key = word.casefold()
        return self._capital[key] > self._lower[key]

    def spelling(self, word: str) -> str | None:
        """The word as the article writes it inside a sentence, where it is a name."""
        return self._spelling.get(word.casefold()) if self.is_name(word) else None


def is_capitals(line: str) -> bool:
    """The line has two words or more and no small letter."""
    return line.isupper() and len([w for w in _WORD.findall(line) if len(w) > 1]) >= 2


def is_title_case(line: str) -> bool:
    """The line is a headline With Most Words Capitalised, and no sentence full of names."""
    if len(line) > HEADLINE_CHARACTERS or line.rstrip("\"'”’) ").endswith((".", ",", ";", ":")):
        return False
    long_words = [w for w in _WORD.findall(line) if len(w) > 3]
    capitalised = sum(w[0].isupper() for w in long_words)
    return len(long_words) >= TITLE_CASE_WORDS and capitalised >= TITLE_CASE_SHARE * len(long_words)


def true_case(
    text: str, lines: Iterable[tuple[int, int]], cases: WordCases, gazetteer: Gazetteer
) -> str:
    """The text with headlines in capitals or title case written as a sentence would be."""
    parts, done = [], 0
    for start, end in lines:
        line = text[start:end]
        if is_capitals(line):
            recased = _case_capitals(line, cases, gazetteer)
        elif is_title_case(line):
            recased = _case_title(line, cases)
        else:
            continue
        parts += [text[done:start], recased]
        done = end
    return "".join([*parts, text[done:]])


def _case_capitals(line: str, cases: WordCases, gazetteer: Gazetteer) -> str:
    known = {
        start: name.spelling
        for start, end, name in gazetteer.find(line)
        if end - start == len(name.spelling)
    }
    out, done = [], 0
    for word in _WORD.finditer(line):
        if word.start() < done:
            continue
        out.append(line[done : word.start()])
        if word.start() in known:
            out.append(known[word.start()])
            done = word.start() + len(known[word.start()])
            continue
        out.append(_case_word(word.group(), cases, gazetteer))
        done = word.end()
    return "".join([*out, line[done:]])


def _case_word(word: str, cases: WordCases, gazetteer: Gazetteer) -> str:
    """One word of a line in capitals; the same length, or the word as it was."""
    spelling = cases.spelling(word)
    if spelling is None:
        is_small = cases.is_lower(word) or word.casefold() in gazetteer.words.common_words
        if is_small:
            spelling = word.lower()
        elif len(word) < 4:
            spelling = word
        else:
            spelling = word[0] + word[1:].lower()
    return spelling if len(spelling) == len(word) else word


def _case_title(line: str, cases: WordCases) -> str:
    def small(match: re.Match[str]) -> str:
        word = match.group()
        lower = word.lower()
        fits = match.start() > 0 and len(lower) == len(word) and cases.is_lower(word)
        return lower if fits else word

    return _WORD.sub(small, line)
