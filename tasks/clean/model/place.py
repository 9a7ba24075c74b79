"""Where a line stands among the others: position, the long stretch of prose, its neighbours.

In: columns of each line. Out: more columns, which say what is above and below. A line is judged by
its company: a short line between paragraphs is a sub-heading, among others like it a menu.
"""

from collections import Counter

import numpy as np

from tasks.clean.model.lines import Floats, LineTable

#: Lines above and below that are looked at one by one, and in windows of so many.
_NEAR = (1, 2)
_WINDOWS = (4, 12)
#: A distance in lines beyond which it no longer matters.
_FAR = 99


def place_columns(lines: LineTable, columns: dict[str, Floats]) -> dict[str, Floats]:
    """The columns that say where a line stands on its page.

    Args:
        columns: those of `shape_columns`.
    """
    count = len(lines)
    words, prose = columns["words"], columns["prose"]
    at = np.arange(count, dtype=np.float32)
    start, end = lines.main_stretch
    stretch_words = float(words[start:end].sum())
    total = max(1.0, float(words.sum()))
    prose_words = prose * words
    until = np.cumsum(prose_words)
    same, met = _repeats(lines.squeezed)
    return {
        "copies": same,
        "copies_above": met,
        "position": at / max(1, count - 1),
        "lines_above": at,
        "lines_below": count - 1 - at,
        "words_until": np.cumsum(words) / total,
        "in_stretch": ((at >= start) & (at < end)).astype(np.float32),
        "from_stretch_start": at - start,
        "from_stretch_end": at - end,
        "stretch_words": np.full(count, stretch_words, dtype=np.float32),
        "stretch_share": np.full(count, stretch_words / total, dtype=np.float32),
        "page_lines": np.full(count, count, dtype=np.float32),
        "page_prose": np.full(count, prose.sum(), dtype=np.float32),
        "page_prose_share": np.full(count, prose_words.sum() / total, dtype=np.float32),
        "since_prose": _since(prose),
        "until_prose": _since(prose[::-1])[::-1],
        "prose_above": until - prose_words,
        "prose_below": prose_words.sum() - until,
    }


def neighbour_columns(columns: dict[str, Floats], names: tuple[str, ...]) -> dict[str, Floats]:
    """Some columns as they are on the lines above and below, singly and averaged over windows."""
    table = np.stack([columns[name] for name in names])
    found = {}
    for distance in _NEAR:
        above, below = np.zeros_like(table), np.zeros_like(table)
        above[:, distance:], below[:, :-distance] = table[:, :-distance], table[:, distance:]
        for row, name in enumerate(names):
            found[f"{name}-{distance}"], found[f"{name}+{distance}"] = above[row], below[row]
    sums = np.zeros((len(names), table.shape[1] + 1))
    np.cumsum(table, axis=1, dtype=np.float64, out=sums[:, 1:])
    at = np.arange(table.shape[1])
    for size in _WINDOWS:
        above = (sums[:, at] - sums[:, np.maximum(0, at - size)]) / size
        below = (sums[:, np.minimum(len(at), at + size + 1)] - sums[:, at + 1]) / size
        for row, name in enumerate(names):
            found[f"{name}-{size}"] = above[row].astype(np.float32)
            found[f"{name}+{size}"] = below[row].astype(np.float32)
    return found


def _repeats(squeezed: tuple[str, ...]) -> tuple[Floats, Floats]:
    """How often the page says the same as a line, and whether it did so above."""
    counts, met = Counter(squeezed), set()
    above = []
    for line in squeezed:
        above.append(line in met)
        met.add(line)
    same = [counts[line] for line in squeezed]
    return np.array(same, dtype=np.float32), np.array(above, dtype=np.float32)


def _since(prose: Floats) -> Floats:
    """Lines since the last line of prose above."""
    at = np.arange(len(prose))
    last = np.maximum.accumulate(np.where(prose > 0, at, -_FAR))
    last = np.concatenate(([-_FAR], last[:-1]))
    return np.minimum(_FAR, at - last).astype(np.float32)
