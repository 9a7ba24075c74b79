"""Rules as patterns over token classes, and the matching of them.

In: tokens and rules. Out: matches with named parts, the longest first at each place. Never reads
a word: `<month>` in a pattern is any token of that class, `<a|b>` of either; `{number}` is one of
the named pieces below; the rest is `re` syntax with white space ignored.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tasks.enrich.temporal.context import Context
from tasks.enrich.temporal.lexicon import Lexicon
from tasks.enrich.temporal.readings import Amount, Reading
from tasks.enrich.temporal.tokens import Tokens

#: A token class, or several; not the name of a part.
_CLASS = re.compile(r"(?<!\?P)<([a-z_|]+)>")

#: A larger number is no amount of time.
_LARGEST = 1e12

PIECES = {
    # 24, twenty-four, a hundred, two thousand and five
    "number": r"(?:<digits><scale>?|(?:<article>(?=<scale>))?"
    r"<numeral>(?:<hyphen>?<numeral>|<and><numeral>){0,8})",
    # 2 1/2, two and a half, few, a couple of, half a
    "count": r"(?:{number}(?:<fraction>|<hyphen>?<and><hyphen>?<article><hyphen>?<half>)?"
    r"|<fraction>|<article>?(?:<vague_number>|<couple><of>?)|<half><article>)",
    # 10 to 20, two or three
    "range": r"(?:{number}(?:<to|or|dash>){number})",
    # early, mid-, the end of
    "part": r"(?:<part_word><hyphen>?|<the>?<part_noun><of>)",
    "weekday": r"(?:<short_weekday><dot>|<weekday>)",
    "month": r"(?:<short_month><dot>|<month>)",
    "day": r"(?:<day>|<ordinal_day>)",
    # 1990, '92, nineteen ninety-six, two thousand (and) five
    "year": r"(?:<year|short_year>|<numeral><scale>(?:<and>?<numeral>)?"
    r"|<numeral><numeral>(?:<hyphen>?<numeral>)?)",
}


@dataclass(frozen=True, slots=True)
class Match:
    """One place where a rule's pattern fits: token indices, and those of its named parts."""

    tokens: Tokens
    rule: "Rule"
    start: int
    end: int
    parts: dict[str, tuple[int, int]]

    @property
    def text_span(self) -> tuple[int, int]:
        """Code points of the expression: its `core` where it has one, without a last full stop."""
        start, end = self.parts.get("core", (self.start, self.end))
        if end - start > 1 and self.tokens.has(end - 1, "dot"):
            end -= 1
        return self.tokens.starts[start], self.tokens.ends[end - 1]

    def has(self, part: str) -> bool:
        """Whether the named part took part in the match."""
        return part in self.parts

    def value(self, class_name: str, part: str | None = None):
        """The value of the first token of the class, in the part or in the whole match."""
        start, end = self.parts.get(part, (0, 0)) if part else (self.start, self.end)
        for index in range(start, end):
            if self.tokens.has(index, class_name):
                return self.tokens.value(index, class_name)
        return None

    def holds(self, class_name: str, part: str | None = None) -> bool:
        """Whether a token of the class stands in the part, or in the whole match."""
        start, end = self.parts.get(part, (0, 0)) if part else (self.start, self.end)
        return any(self.tokens.has(index, class_name) for index in range(start, end))


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of expression.

    rule_id: stable name, stored with each date. pattern: see the module. resolve: reads a match,
    or returns None to refuse it. is_absolute: needs neither an anchor nor words of the language
    other than month names, so it serves texts in languages without a lexicon.
    """

    rule_id: str
    pattern: str
    resolve: Callable[[Match, Context], Reading | None]
    is_absolute: bool = False


@lru_cache(maxsize=2048)
def compile_pattern(pattern: str, lexicon: Lexicon) -> re.Pattern[str]:
    """The pattern as a regular expression over the lexicon's codes.

    A class without words in this language matches nothing, as the pieces are shared by all.
    """

    def code_class(found: re.Match[str]) -> str:
        codes = "".join(sorted({c for name in found[1].split("|") for c in lexicon.members(name)}))
        return f"[{codes}]" if codes else "(?!)"

    return re.compile(_CLASS.sub(code_class, _written_out(pattern)))


def class_names(pattern: str) -> set[str]:
    """The token classes that a pattern names, those of its pieces too."""
    return {name for found in _CLASS.findall(_written_out(pattern)) for name in found.split("|")}


def _written_out(pattern: str) -> str:
    """The pattern with its pieces in place, without white space."""
    while re.search(r"\{[a-z]", pattern):
        pattern = re.sub(r"\{([a-z]+)\}", lambda piece: PIECES[piece[1]], pattern)
    return re.sub(r"\s+", "", pattern)


def find_matches(tokens: Tokens, rules: Sequence[Rule], lexicon: Lexicon) -> list[Match]:
    """All matches, from left to right; at one place the longest first, then the earlier rule."""
    found: list[tuple[int, int, int, Match]] = []
    for rank, rule in enumerate(rules):
        for match in compile_pattern(rule.pattern, lexicon).finditer(tokens.codes):
            parts = {
                name: match.span(name)
                for name, part in match.groupdict().items()
                if part is not None
            }
            made = Match(tokens, rule, match.start(), match.end(), parts)
            core_start, core_end = parts.get("core", match.span())
            found.append((core_start, -core_end, rank, made))
    found.sort(key=lambda entry: entry[:3])
    return [entry[3] for entry in found]


def read_matches(matches: Iterable[Match], context: Context) -> list[tuple[Match, Reading]]:
    """Walk the matches in order and keep each that its rule can read and that is still free."""
    kept: list[tuple[Match, Reading]] = []
    free_from = 0
    for match in matches:
        start, end = match.parts.get("core", (match.start, match.end))
        if start < free_from:
            continue
        reading = match.rule.resolve(match, context)
        if reading is None:
            continue
        kept.append((match, reading))
        is_aside = match.tokens.has(match.start - 1, "aside_cue")
        context.note(reading, match.rule.rule_id, is_aside)
        free_from = end
    return kept


def read_number(tokens: Tokens, start: int, end: int) -> float | None:
    """The number spelled by the tokens; None when none of them is one."""
    total, group, is_number = 0.0, 0.0, False
    for index in range(start, end):
        if tokens.has(index, "digits"):
            group += tokens.value(index, "digits")
        elif tokens.has(index, "scale"):
            scale = tokens.value(index, "scale")
            if scale >= 1000:
                total, group = total + (group or 1) * scale, 0.0
            else:
                group = (group or 1) * scale
        elif tokens.has(index, "numeral"):
            group += tokens.value(index, "numeral")
        elif tokens.has(index, "fraction"):
            group += tokens.value(index, "fraction")
        elif tokens.has(index, "half"):
            group += 0.5
        elif tokens.has(index, "couple"):
            group += 2
        else:
            continue
        is_number = True
    number = total + group
    return number if is_number and number <= _LARGEST else None


def read_amount(match: Match, part: str = "count") -> Amount:
    """The amount in a part: a number, or a range around `to`, `or`, a dash; an article is one."""
    tokens, (start, end) = match.tokens, match.parts[part]
    if part == "range":
        for index in range(start + 1, end - 1):
            if any(tokens.has(index, name) for name in ("to", "or", "dash")):
                low = read_number(tokens, start, index)
                high = read_number(tokens, index + 1, end)
                if low is not None and high is not None and low < high:
                    return Amount(low, high)
                if not tokens.has(start, "numeral"):  # "twenty-four" is one number
                    return Amount(None)
    if match.holds("vague_number", part):
        return Amount(None)
    number = read_number(tokens, start, end)
    if number is None and match.holds("article", part):
        number = 1
    return Amount(number)
