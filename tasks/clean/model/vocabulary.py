"""What the words of a line weigh: furniture has its own, in every language it was seen in.

In: lines. Out: one number a line, above 0 where its words and pairs of words are those of articles,
below where they are those of menus, prompts and footers. Only the start of a line is read.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import sqrt

import numpy as np

from tasks.clean.model.lines import Floats

_TOKEN = re.compile(r"\w+|[^\w\s]")
_DIGIT = re.compile(r"\d")
#: Signs and tokens of a line that are read: furniture shows itself at once.
_READ_CHARS, _READ_TOKENS = 240, 32
#: Stands before the first token, so that a pair can say how a line begins.
_START = "^"


def terms_of(text: str) -> list[str]:
    """Tokens of the start of a line and pairs of neighbours, in lower case, digits as 0."""
    tokens = _TOKEN.findall(_DIGIT.sub("0", text[:_READ_CHARS].lower()))[:_READ_TOKENS]
    return tokens + [f"{a} {b}" for a, b in pairwise((_START, *tokens))]


def weigh_terms(
    lines: Iterable[Sequence[str]], weights: Mapping[str, float], bias: float
) -> Floats:
    """The weight of each line: the sum of its known terms' over the root of their number.

    Args:
        lines: the terms of each line, as `terms_of` gives them.
    """
    found = []
    for terms in lines:
        known = [weights[term] for term in terms if term in weights]
        found.append(bias + sum(known) / sqrt(len(terms)) if known else bias)
    return np.array(found, dtype=np.float32)
