"""What a line must begin with, or hold, before a rule's pattern can match all of it.

In: patterns. Out: for each line the numbers of the few patterns worth trying, in order. Only ever
leaves out what cannot match, see `pattern_reader.py`. Never matches a pattern itself.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tasks.clean.pattern_reader import START_SIGNS, Signs, fold_letters, fold_sign, read_pattern

#: Needles that share so many characters are looked for as one.
_CORE_SIGNS = 5

#: Starts of lines whose answer is remembered.
_REMEMBERED_STARTS = 100_000


class Prefilter:
    """Some patterns, and for each line those of them that may match all of it.

    Args:
        patterns: for each number the alternatives of one pattern.
    """

    def __init__(self, patterns: Sequence[Sequence[str]]) -> None:
        self._by_start: dict[str, int] = {}
        self._by_needle: list[tuple[int, tuple[str, ...]]] = []
        self._always = self._empty = 0
        for number, alternatives in enumerate(patterns):
            self._add(1 << number, [read_pattern(pattern) for pattern in alternatives])
        self._remembered = {"": self._always | self._empty}

    def _add(self, bit: int, readings: Sequence[Signs | None]) -> None:
        needles: set[str] = set()
        for signs in readings:
            if signs is None:
                self._always |= bit
                return
            self._empty |= bit * signs.takes_empty
            needles |= signs.needles
            for start in signs.starts:
                self._by_start[start] = self._by_start.get(start, 0) | bit
        if needles:
            self._by_needle.append((bit, cover(needles)))

    def candidates(self, line: str, among: int = -1) -> Iterator[int]:
        """Numbers of the patterns that may match a line, rising.

        Args:
            among: a bit for each pattern that is asked for.
        """
        found = self._remembered.get(line[:START_SIGNS])
        if found is None:
            found = self._remember(line[:START_SIGNS])
        found &= among
        folded = fold_letters(line)
        for bit, needles in self._by_needle:
            if bit & among and not bit & found:
                for needle in needles:  # a bare loop: this is done for every line
                    if needle in folded:
                        found |= bit
                        break
        while found:
            lowest = found & -found
            yield lowest.bit_length() - 1
            found ^= lowest

    def _remember(self, start: str) -> int:
        """The patterns that may match a line of this start."""
        if len(self._remembered) >= _REMEMBERED_STARTS:
            self._remembered = {"": self._remembered[""]}
        folded = "".join(map(fold_sign, start))
        found = self._always
        for size in range(1, len(folded) + 1):
            found |= self._by_start.get(folded[:size], 0)
        self._remembered[start] = found
        return found


def cover(needles: Iterable[str]) -> tuple[str, ...]:
    """Fewer needles, at least one of which stands in each of the given ones.

    >>> cover(["reporter", " reports", "editor"])
    ('repor', 'editor')
    """
    left, covering = set(needles), []
    while left:
        cores = Counter(
            core
            for needle in left
            for core in {needle[n : n + _CORE_SIGNS] for n in range(len(needle) - _CORE_SIGNS + 1)}
        )
        core, times = max(cores.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        if times < 2:
            break
        covering.append(core)
        left = {needle for needle in left if core not in needle}
    rest = [n for n in sorted(left) if not any(m in n for m in left if m != n)]
    return (*covering, *rest)
