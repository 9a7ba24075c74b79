"""Plain text as zones, for text that comes without blocks.

In: a text. Out: one zone a non-empty line, trimmed, with its place in the text. Cleans nothing.
"""

import re

from tasks.models import Zone

# Line ends only: str.splitlines also cuts at characters that stand inside lines of a dump.
_LINE = re.compile(r"[^\r\n]+")


def zones_of_text(text: str) -> tuple[Zone, ...]:
    """One `body` zone per line with more than white space; raw_start is its offset in text."""
    zones = []
    for line in _LINE.finditer(text):
        content = line.group().strip()
        if content:
            indent = len(line.group()) - len(line.group().lstrip())
            zones.append(Zone("body", content, line.start() + indent))
    return tuple(zones)
