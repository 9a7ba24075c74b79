"""Stamps and lines alike: what a list of comments or teasers is made of.

In: the lines of a plain text. Out: columns, one value a line. Above each comment stands who wrote
it and when, above each teaser a day or a section: short lines with figures, or lines that differ in
nothing else, again and again.
"""

import re
from collections import Counter

import numpy as np

from tasks.clean.model.lines import Floats, Kind, LineTable

#: A stamp is no longer, and has so many digits: a day, a year or a time of day.
_MOST_WORDS, _LEAST_DIGITS = 14, 3
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
_FIGURES = re.compile(r"\d+")
#: Signs of a line that are read, and lines alike that are counted.
_READ_CHARS, _MOST_ALIKE = 120, 20
#: So many lines alike are no accident.
_OFTEN = 3
#: A distance in lines beyond which it no longer matters.
_FAR = 99


def stamp_columns(lines: LineTable) -> dict[str, Floats]:
    """Whether a line is a stamp, has a time of day, announces something, is one of many alike.

    And how many such lines there are on the page, and from the start of the main stretch to it.
    """
    is_short = lines.words <= _MOST_WORDS
    heads = [text[:_READ_CHARS] for text in lines.texts]
    shapes = [_FIGURES.sub("0", head.casefold()) for head in heads]
    counts = Counter(shapes)
    alike = np.array([min(_MOST_ALIKE, counts[shape]) for shape in shapes], dtype=np.float32)
    found = {
        "stamp": is_short & (lines.kinds[:, Kind.DIGIT] >= _LEAST_DIGITS),
        "clock": is_short & np.array([bool(_CLOCK.search(head)) for head in heads], dtype=bool),
        "announces": is_short & np.array([text.endswith(":") for text in lines.texts], dtype=bool),
        "alike": is_short * alike,
    }
    counted = found | {"alike": found["alike"] >= _OFTEN}
    start, _ = lines.main_stretch
    columns = {name: values.astype(np.float32) for name, values in found.items()}
    for name, is_one in counted.items():
        until = np.concatenate(([0], np.cumsum(is_one)))
        columns[f"{name}_in_stretch"] = (until[1:] - until[start]).astype(np.float32)
        columns[f"{name}_on_page"] = np.full(len(lines), until[-1], dtype=np.float32)
    at = np.arange(len(lines))
    last = np.maximum.accumulate(np.where(found["stamp"], at, -_FAR)) if len(lines) else at
    return columns | {"since_stamp": np.minimum(_FAR, at - last).astype(np.float32)}
