"""What changed between two wordings, word by word.

In: a paragraph before and after. Out: runs of words that stayed, went or came; long runs that
stayed are cut to their ends. Which paragraphs changed is for the table `version_changes` to say.
"""

import re
from difflib import SequenceMatcher

#: Words shown on either side of a change.
WORDS_AROUND = 12

#: Words up to which two texts are compared: the time grows with the square of what differs.
MOST_WORDS = 5_000

Change = tuple[str, str]


def find_changes(before: str, after: str) -> list[Change]:
    """Runs of (kind, text): `same`, `removed`, `added`, and `gap` for what is not shown.

    Texts that are too long to be compared are one that went and one that came.

    >>> find_changes("The bill is £4.3 million.", "The bill is £3.4 million.")
    [('same', 'The bill is '), ('removed', '£4.3 '), ('added', '£3.4 '), ('same', 'million.')]
    """
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    if max(len(old), len(new)) > MOST_WORDS:
        return [("removed", before), ("added", after)]
    changes: list[Change] = []
    operations = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (kind, old_start, old_end, new_start, new_end) in enumerate(operations):
        if kind == "equal":
            is_last = number == len(operations) - 1
            changes += _shorten(new[new_start:new_end], number == 0, is_last)
            continue
        if old_end > old_start:
            changes.append(("removed", "".join(old[old_start:old_end])))
        if new_end > new_start:
            changes.append(("added", "".join(new[new_start:new_end])))
    return changes


def _shorten(words: list[str], is_first: bool, is_last: bool) -> list[Change]:
    """Words that stayed: those near a change, with a gap for the others."""
    before_gap = [] if is_first else words[:WORDS_AROUND]
    after_gap = [] if is_last else words[-WORDS_AROUND:]
    if len(words) <= len(before_gap) + len(after_gap):
        return [("same", "".join(words))]
    shown = [("same", "".join(before_gap)), ("gap", " … "), ("same", "".join(after_gap))]
    return [change for change in shown if change[1]]
