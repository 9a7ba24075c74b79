"""Text for people: how wide it is, where it is cut, when it is coloured.

In: text, a width in columns, a stream. Out: text that fits. Text of web pages is shown only after
`printable`, so that no page can send commands to a terminal. Never prints anything itself.
"""

import os
import shutil
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TextIO

#: Columns of output that goes into a file or a pipe, unless COLUMNS says otherwise.
PAGE_WIDTH = 100

#: Characters that turn the direction of a whole line around (Unicode standard annex 9).
_DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours of a stream; without colour each method gives its text back."""

    is_coloured: bool

    @classmethod
    def of(cls, stream: TextIO) -> "Ink":
        """Colour on a terminal only, and never when NO_COLOR is set (https://no-color.org)."""
        wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        return cls(wanted and stream.isatty())

    def strong(self, text: str) -> str:
        """What the eye should find first."""
        return self._paint("1", text)

    def faint(self, text: str) -> str:
        """What is there for those who look for it."""
        return self._paint("2", text)

    def struck(self, text: str) -> str:
        """What was taken out."""
        return self._paint("2;9", text)

    def good(self, text: str) -> str:
        """All is well."""
        return self._paint("32", text)

    def warning(self, text: str) -> str:
        """Look at this when you have time."""
        return self._paint("33", text)

    def bad(self, text: str) -> str:
        """Look at this now."""
        return self._paint("31", text)

    def _paint(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.is_coloured and text else text


def width_of(stream: TextIO) -> int:
    """Columns of the terminal behind a stream; PAGE_WIDTH for a file or a pipe."""
    fallback = (PAGE_WIDTH, 24)
    if not stream.isatty():
        return int(os.environ["COLUMNS"]) if _columns_are_set() else PAGE_WIDTH
    return shutil.get_terminal_size(fallback).columns


def _columns_are_set() -> bool:
    columns = os.environ.get("COLUMNS", "")
    return columns.isdecimal() and int(columns) > 0


def printable(text: str) -> str:
    """One line that a terminal shows as it is: white space collapsed, control characters marked."""
    line = " ".join(text.split())
    if line.isprintable():
        return line
    return "".join(
        _REPLACEMENT
        if unicodedata.category(letter) in ("Cc", "Cs") or letter in _DIRECTION_MARKS
        else letter
        for letter in line
    )


def display_width(text: str) -> int:
    """Columns a text takes: two for wide East Asian letters, none for marks on other letters."""
    if text.isascii():
        return len(text)
    return sum(_letter_width(letter) for letter in text)


def _letter_width(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def pad(text: str, width: int, align: str = "<") -> str:
    """The text filled with spaces to a width; align is `<` or `>`."""
    room = " " * max(0, width - display_width(text))
    return room + text if align == ">" else text + room


def cut(text: str, width: int) -> str:
    """The text, or its beginning and an ellipsis when it is wider than `width`."""
    if display_width(text) <= width:
        return text
    return _head(text, width - 1).rstrip() + "…"


def cut_middle(text: str, width: int) -> str:
    """The text, or its beginning and its end with an ellipsis between them, at words' edges."""
    if display_width(text) <= width:
        return text
    tail_width = width // 3
    head = _head(text, width - tail_width - 3)
    tail = _head(text[::-1], tail_width)[::-1]
    head = head[: head.rfind(" ")] if " " in head.strip() else head
    tail = tail[tail.find(" ") + 1 :] if " " in tail.strip() else tail
    return f"{head.rstrip()} … {tail.lstrip()}"


def _head(text: str, width: int) -> str:
    taken = 0
    for position, letter in enumerate(text):
        taken += _letter_width(letter)
        if taken > width:
            return text[:position]
    return text


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns, broken at spaces, and inside words that are longer."""
    lines, line = [], ""
    for word in text.split(" "):
        together = f"{line} {word}" if line else word
        if display_width(together) <= width:
            line = together
            continue
        if line:
            lines.append(line)
        while display_width(word) > width:
            head = _head(word, width) or word[0]
            lines.append(head)
            word = word[len(head) :]
        line = word
    return [*lines, line] if line or not lines else lines


def columns(
    rows: Iterable[Sequence[str]], aligns: str = "", limits: Sequence[int] = (), gap: str = "  "
) -> list[str]:
    """Rows as lines with aligned columns.

    Args:
        aligns: one of `<` and `>` for each column; missing ones are `<`.
        limits: greatest width of each column, longer cells are cut; 0 or missing: none.
    """
    table = [
        [
            cut(cell, limits[place]) if place < len(limits) and limits[place] else cell
            for place, cell in enumerate(row)
        ]
        for row in rows
    ]
    if not table:
        return []
    widths = [max(map(display_width, cells)) for cells in zip(*table, strict=True)]
    aligns = aligns.ljust(len(widths), "<")
    return [gap.join(map(pad, row, widths, aligns)).rstrip() for row in table]


def format_day(day: date | None) -> str:
    """`19 Jun 2024`."""
    return f"{day.day} {day:%b %Y}" if day else "unknown"


def format_moment(moment: datetime | None) -> str:
    """`22 Nov 2026 10:09`; the moment is UTC already."""
    return f"{format_day(moment)} {moment:%H:%M}" if moment else "unknown"


def count_of(number: int, noun: str, plural: str = "") -> str:
    """`1 article`, `2,000 articles`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def format_bytes(number: int) -> str:
    """`512 bytes`, `13.4 MB`: powers of a thousand."""
    size = float(number)
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000 or unit == "GB":
            break
        size /= 1000
    return f"{size:,.0f} {unit}" if unit == "bytes" or size >= 100 else f"{size:.1f} {unit}"


def format_age(hours: float) -> str:
    """`2 minutes`, `5 hours`, `3 days`."""
    if hours * 60 < 1:
        return "less than a minute"
    if hours < 1:
        return count_of(round(hours * 60), "minute")
    return count_of(round(hours), "hour") if hours < 48 else count_of(round(hours / 24), "day")
