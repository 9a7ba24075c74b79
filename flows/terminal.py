"""How text looks on a terminal: colour only for meaning, and none where nobody sees it.

In: a stream and texts. Out: texts. Honours NO_COLOR (no-color.org); loads nothing.
"""

import os
import shutil
from typing import TextIO


class Style:
    """Marks texts as good, bad, a warning, strong or faint, where the stream is a terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._is_on = stream.isatty() and "NO_COLOR" not in os.environ

    def _mark(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._is_on else text

    def good(self, text: str) -> str:
        """Green."""
        return self._mark("32", text)

    def bad(self, text: str) -> str:
        """Red."""
        return self._mark("31", text)

    def warn(self, text: str) -> str:
        """Yellow."""
        return self._mark("33", text)

    def strong(self, text: str) -> str:
        """Bold."""
        return self._mark("1", text)

    def faint(self, text: str) -> str:
        """Grey."""
        return self._mark("2", text)


def console_width(default: int = 120) -> int:
    """Columns of the terminal; the default where there is none."""
    return shutil.get_terminal_size((default, 24)).columns


def shorten(text: str, width: int) -> str:
    """The text, cut with an ellipsis when it is longer than the width."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
