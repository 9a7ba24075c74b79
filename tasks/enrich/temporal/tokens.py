"""Text to tokens, and tokens to the string of codes that rules are matched on.

In: the text of one zone and a lexicon. Out: `Tokens`, whose spans are code points in that text.
Never judges: every character that is not white space belongs to exactly one token.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from tasks.enrich.temporal.lexicon import Kind, Lexicon, phrase_key

#: What all languages share, tried after a language's own tokens; %s is its pattern of numbers.
_SHARED_TOKENS = (
    r"[aApP]\.\s?[mM]\b\.?|[ABab]\.[CDcd]\.|[^\W\d_]++(?!\w)"  # words
    r"|\n"
    r"|(?<![\w/.-])\d{4}-\d\d-\d\d"
    r"(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])"
    r"|(?<![\w/.-])(?:\d{1,2}([/.])\d{1,2}\1\d{4}|\d{1,2}/\d{1,2}/\d{2}|\d{4}([/.])\d{1,2}\2\d{1,2})"
    r"(?![\w/-]|\.\d)"
    r"|\d{1,2}:\d\d(?::\d\d)?(?![\w:])"
    r"|\d{1,2}(?:st|nd|rd|th|ST|ND|RD|TH)\b"
    r"|(?:['’‘]?\d|\d{3})0['’]?s\b"
    r"|[1-9]/[2-9]\b|[½¼¾]"
    r"|(?:%s)(?!\w|,\d)|\d{1,2}(?:\.\d\d)?(?=[aApP]\.?[mM]\b)"
    r"|['’]s\b|['’‘]\d\d\b"
    r"|\w+|\S"
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text: kinds, spans, and the code string (one character a token)."""

    text: str
    kinds: list[Kind]
    starts: list[int]
    ends: list[int]
    codes: str

    def has(self, index: int, class_name: str) -> bool:
        """Whether the token belongs to the class; False beyond either end."""
        return 0 <= index < len(self.kinds) and class_name in self.kinds[index].values

    def value(self, index: int, class_name: str) -> Any:
        """The value the lexicon gives the token in that class, None where it has none."""
        return self.kinds[index].values.get(class_name)

    def surface(self, index: int) -> str:
        """The token as it stands in the text."""
        return self.text[self.starts[index] : self.ends[index]]


@cache
def _token_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    shared = _SHARED_TOKENS % lexicon.number_pattern
    return re.compile("|".join(filter(None, (lexicon.special_tokens, shared))))


def tokenise(text: str, lexicon: Lexicon) -> Tokens:
    """Cut the text into tokens and join the lexicon's phrases."""
    kinds: list[Kind] = []
    starts: list[int] = []
    ends: list[int] = []
    kind_of = lexicon.kind_of
    for match in _token_pattern(lexicon).finditer(text):
        kinds.append(kind_of(match.group()))
        start, end = match.span()
        starts.append(start)
        ends.append(end)
    index = 0
    while index < len(kinds):
        if "phrase_head" in kinds[index].values:
            _join_phrase(text, lexicon, index, kinds, starts, ends)
        index += 1
    return Tokens(text, kinds, starts, ends, "".join([kind.code for kind in kinds]))


def _join_phrase(
    text: str, lexicon: Lexicon, index: int, kinds: list[Kind], starts: list[int], ends: list[int]
) -> None:
    """Make the longest phrase that begins at the token one token; leave the rest as it is."""
    head = text[starts[index] : ends[index]]
    for rest in lexicon.phrases[head.lower().replace("’", "'")]:
        last = index + len(rest)
        if last >= len(kinds):
            continue
        words = [
            text[starts[i] : ends[i]].lower().replace("’", "'") for i in range(index + 1, last + 1)
        ]
        if tuple(words) != rest:
            continue
        kinds[index : last + 1] = [lexicon.kind_of(phrase_key([head, *words]))]
        starts[index : last + 1] = [starts[index]]
        ends[index : last + 1] = [ends[last]]
        return
