"""Which words of a long sequence stand in a shorter one that was cut out of it.

In: two sequences of words. Out: one byte per word of the first, 1 where the second has it too.
Pure; never quadratic: time grows with the number of words, also when one word fills both.

The method is patience diff (Bram Cohen's, as in `git diff --patience`), on runs of words: runs that
occur once in each sequence are anchors, the longest chain of anchors in order wins, each anchor
grows in both directions while words are equal, and the gaps between are done again with shorter
runs. So a headline that also stands in a menu is matched where its neighbours are.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

#: Lengths of the runs tried in turn. Long ones first: they are rarely doubled.
_RUN_LENGTHS = (8, 4, 2, 1)

#: What is left over after the aligned pass is matched out of order in runs of this many words.
_MOVED_RUN = 8


def align(whole: Sequence[str], part: Sequence[str]) -> bytearray:
    """Mark the words of `whole` that `part` holds.

    First in order; then what `part` still has left, where it runs for at least eight words,
    wherever `whole` has it (extractors sometimes move a paragraph).
    """
    alignment = _Alignment(whole, part)
    alignment.match_in_order()
    alignment.match_moved()
    return alignment.in_whole


class _Alignment:
    """Two sequences of words and the marks of those already matched."""

    def __init__(self, whole: Sequence[str], part: Sequence[str]) -> None:
        self.whole, self.part = whole, part
        self.in_whole, self.in_part = bytearray(len(whole)), bytearray(len(part))

    def match_in_order(self) -> None:
        """Match what stands in the same order in both, gap by gap, with ever shorter runs."""
        gaps = [(0, len(self.whole), 0, len(self.part), 0)]
        while gaps:
            start, end, part_start, part_end, level = gaps.pop()
            start, part_start = self._grow_forward(start, end, part_start, part_end)
            end, part_end = self._grow_backward(start, end, part_start, part_end)
            if start == end or part_start == part_end or level == len(_RUN_LENGTHS):
                continue
            for anchor, part_anchor in _anchors(
                self.whole, self.part, (start, end), (part_start, part_end), _RUN_LENGTHS[level]
            ):
                if anchor < start or part_anchor < part_start:
                    continue  # the anchor before has grown over this one
                gaps.append((start, anchor, part_start, part_anchor, level + 1))
                start, part_start = self._grow_forward(anchor, end, part_anchor, part_end)
            gaps.append((start, end, part_start, part_end, level + 1))

    def match_moved(self) -> None:
        """Match runs that stand in both but not in the same order."""
        places: dict[tuple[str, ...], int] = {}
        for start, end in _unmarked(self.in_whole):
            for position in range(start, end - _MOVED_RUN + 1):
                places.setdefault(tuple(self.whole[position : position + _MOVED_RUN]), position)
        for start, end in _unmarked(self.in_part):
            part_position = start
            while part_position <= end - _MOVED_RUN:
                run = tuple(self.part[part_position : part_position + _MOVED_RUN])
                position = places.get(run)
                if position is None or any(self.in_whole[position : position + _MOVED_RUN]):
                    part_position += 1
                    continue
                stop = self.in_whole.find(1, position)
                stop = len(self.whole) if stop < 0 else stop
                _, part_position = self._grow_forward(position, stop, part_position, end)

    def _grow_forward(
        self, start: int, end: int, part_start: int, part_end: int
    ) -> tuple[int, int]:
        """Mark words as long as they are equal; returns where they stop being so."""
        while start < end and part_start < part_end and self.whole[start] == self.part[part_start]:
            self.in_whole[start] = self.in_part[part_start] = 1
            start += 1
            part_start += 1
        return start, part_start

    def _grow_backward(
        self, start: int, end: int, part_start: int, part_end: int
    ) -> tuple[int, int]:
        """The same from the ends."""
        while (
            start < end and part_start < part_end and self.whole[end - 1] == self.part[part_end - 1]
        ):
            end -= 1
            part_end -= 1
            self.in_whole[end] = self.in_part[part_end] = 1
        return end, part_end


def _once(words: Sequence[str], start: int, end: int, length: int) -> dict[tuple[str, ...], int]:
    """Runs of words that occur once, with their position."""
    seen: dict[tuple[str, ...], int] = {}
    for position in range(start, end - length + 1):
        run = tuple(words[position : position + length])
        seen[run] = -1 if run in seen else position
    return {run: position for run, position in seen.items() if position >= 0}


def _anchors(
    whole: Sequence[str],
    part: Sequence[str],
    bounds: tuple[int, int],
    part_bounds: tuple[int, int],
    length: int,
) -> Iterator[tuple[int, int]]:
    """The longest chain, rising in both sequences, of runs that are single in both."""
    single = _once(whole, *bounds, length)
    pairs = [
        (position, part_position)
        for run, part_position in _once(part, *part_bounds, length).items()
        if (position := single.get(run)) is not None
    ]  # already rising in `part`
    tails: list[int] = []
    tail_pairs: list[int] = []
    previous = [-1] * len(pairs)
    for number, (position, _) in enumerate(pairs):
        place = bisect_left(tails, position)
        previous[number] = tail_pairs[place - 1] if place else -1
        tails[place : place + 1] = [position]
        tail_pairs[place : place + 1] = [number]
    chain = []
    number = tail_pairs[-1] if tail_pairs else -1
    while number >= 0:
        chain.append(pairs[number])
        number = previous[number]
    return reversed(chain)


def _unmarked(marks: bytearray) -> Iterator[tuple[int, int]]:
    """Stretches of words not yet matched."""
    start = 0
    while (start := marks.find(0, start)) >= 0:
        end = marks.find(1, start)
        end = len(marks) if end < 0 else end
        yield start, end
        start = end
