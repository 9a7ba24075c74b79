"""Which words of a long sequence stand in a shorter one that was cut out of it.

In: two sequences of words. Out: one byte per word of the first, 1 where the second has it too.
Pure; never quadratic: time grows with the number of words, also when one word fills both.

The method is patience diff (Bram Cohen's, as in `git diff --patience`), on runs of words: runs that
occur once in each sequence are anchors, the longest chain of anchors in order wins, each anchor
grows in both directions while words are equal, and the gaps between are done again with shorter
runs. So a headline that also stands in a menu is matched where its neighbours are.

Inside, each word is one character, so that sequences are strings: cut, compared and searched by
Python's own loops.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

#: Lengths of the runs tried in turn. Long ones first: they are rarely doubled.
_RUN_LENGTHS = (8, 4, 2, 1)

#: What is left over after the aligned pass is matched out of order in runs of this many words.
_MOVED_RUN = 8

#: Words that both sequences share at most; the rest are taken for different (there are no more
#: characters, and no page has as many words).
_MAX_SHARED = 0x10FFF0
_ONLY_IN_WHOLE, _ONLY_IN_PART = "\0", "\1"

#: Words compared at a time where two sequences are likely to be equal for long.
_STRIDE = 64

#: Runs of the part that are searched for one by one, before all runs of both are put in tables.
_SEARCHES = 256


def align(whole: Sequence[str], part: Sequence[str]) -> bytearray:
    """Mark the words of `whole` that `part` holds.

    First in order; then what `part` still has left, where it runs for at least eight words,
    wherever `whole` has it (extractors sometimes move a paragraph).
    """
    shared = list(dict.fromkeys(part))[:_MAX_SHARED]
    letters = {word: chr(number) for number, word in enumerate(shared, start=2)}
    alignment = _Alignment(
        "".join([letters.get(word, _ONLY_IN_WHOLE) for word in whole]),
        "".join([letters.get(word, _ONLY_IN_PART) for word in part]),
    )
    alignment.match_in_order()
    alignment.match_moved()
    return alignment.in_whole


class _Alignment:
    """Two sequences of words, a character each, and the marks of those already matched."""

    def __init__(self, whole: str, part: str) -> None:
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
            length = _RUN_LENGTHS[level]
            bounds, part_bounds = (start, end), (part_start, part_end)
            anchors = self._search_anchors(bounds, part_bounds, length)
            if anchors is None:
                anchors = _chain_anchors(self.whole, self.part, bounds, part_bounds, length)
            for anchor, part_anchor in anchors:
                if anchor < start or part_anchor < part_start:
                    continue  # the anchor before has grown over this one
                gaps.append((start, anchor, part_start, part_anchor, level + 1))
                start, part_start = self._grow_forward(anchor, end, part_anchor, part_end)
            gaps.append((start, end, part_start, part_end, level + 1))

    def _search_anchors(
        self, bounds: tuple[int, int], part_bounds: tuple[int, int], length: int
    ) -> list[tuple[int, int]] | None:
        """The anchors that matter, if all of them rise in both sequences; None if that is not sure.

        An article stands in its page in a few long stretches: from each anchor on both are equal
        for long, so that the anchors inside the stretch need not be looked for.
        """
        start, end = bounds
        at, part_end = part_bounds
        grown = at
        anchors = []
        for _ in range(_SEARCHES):
            if at > part_end - length:
                return anchors
            place = self._single_place(at, bounds, part_bounds, length)
            if place is None:
                at += 1
                continue
            if place < start:
                return None
            start = place + 1
            if at < grown:  # the anchor before has grown over this one, not over the next
                at += 1
                continue
            anchors.append((place, at))
            size = self._count_equal(place, end, at, part_end)
            start, grown = place + size, at + size
            at = max(at, grown - length) + 1
        return None

    def _single_place(
        self, at: int, bounds: tuple[int, int], part_bounds: tuple[int, int], length: int
    ) -> int | None:
        """Where a run of the part stands in the whole, if it is single in both."""
        run = self.part[at : at + length]
        place = self.whole.find(run, *bounds)
        if place < 0 or self.whole.find(run, place + 1, bounds[1]) >= 0:
            return None
        start, end = part_bounds
        is_single = (
            self.part.find(run, start, at + length - 1) < 0 > self.part.find(run, at + 1, end)
        )
        return place if is_single else None

    def match_moved(self) -> None:
        """Match runs that stand in both but not in the same order."""
        left = [(s, e) for s, e in _unmarked(self.in_part) if e - s >= _MOVED_RUN]
        if not left:
            return
        wanted = {
            self.part[n : n + _MOVED_RUN]
            for start, end in left
            for n in range(start, end - _MOVED_RUN + 1)
        }
        places: dict[str, int] = {}
        for start, end in _unmarked(self.in_whole):
            for position in range(start, end - _MOVED_RUN + 1):
                run = self.whole[position : position + _MOVED_RUN]
                if run in wanted:
                    places.setdefault(run, position)
        for start, end in left if places else ():
            part_position = start
            while part_position <= end - _MOVED_RUN:
                position = places.get(self.part[part_position : part_position + _MOVED_RUN])
                if position is None or any(self.in_whole[position : position + _MOVED_RUN]):
                    part_position += 1
                    continue
                stop = self.in_whole.find(1, position)
                stop = len(self.whole) if stop < 0 else stop
                _, part_position = self._grow_forward(position, stop, part_position, end)

    def _count_equal(self, start: int, end: int, part_start: int, part_end: int) -> int:
        """How many words are equal from two positions on."""
        most = min(end - start, part_end - part_start)
        size = 0
        while size < most:
            stride = min(_STRIDE, most - size)
            at, part_at = start + size, part_start + size
            if self.whole[at : at + stride] != self.part[part_at : part_at + stride]:
                while self.whole[start + size] == self.part[part_start + size]:
                    size += 1
                return size
            size += stride
        return size

    def _grow_forward(
        self, start: int, end: int, part_start: int, part_end: int
    ) -> tuple[int, int]:
        """Mark words as long as they are equal; returns where they stop being so."""
        size = self._count_equal(start, end, part_start, part_end)
        self.in_whole[start : start + size] = b"\1" * size
        self.in_part[part_start : part_start + size] = b"\1" * size
        return start + size, part_start + size

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


def _once(words: str, start: int, end: int, length: int) -> dict[str, int]:
    """Runs of words that occur once, with their position."""
    seen: dict[str, int] = {}
    for position in range(start, end - length + 1):
        run = words[position : position + length]
        seen[run] = -1 if run in seen else position
    return {run: position for run, position in seen.items() if position >= 0}


def _chain_anchors(
    whole: str, part: str, bounds: tuple[int, int], part_bounds: tuple[int, int], length: int
) -> list[tuple[int, int]]:
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
    return chain[::-1]


def _unmarked(marks: bytearray) -> Iterator[tuple[int, int]]:
    """Stretches of words not yet matched."""
    start = 0
    while (start := marks.find(0, start)) >= 0:
        end = marks.find(1, start)
        end = len(marks) if end < 0 else end
        yield start, end
        start = end
