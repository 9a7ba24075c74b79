"""Parameters of an address that say how a reader came to a page: the lists of config/tracking.toml.

In: one parameter of a query, as it is written. Out: whether it goes. Two questions are asked of one
list, so that whatever is left out of a request is left out of the name of its article, too: never
are two pages asked for as one and then kept as two, or the other way round.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote_plus

_FILE = Path(__file__).parents[1] / "config" / "tracking.toml"
_FIGURE = re.compile(r"\d")


class _Lists(NamedTuple):
    """The lists of the file, in lower case."""

    names: frozenset[str]
    prefixes: tuple[str, ...]
    words: frozenset[str]


@cache
def _lists() -> _Lists:
    lists = tomllib.loads(_FILE.read_text("utf-8"))
    return _Lists(frozenset(lists["names"]), tuple(lists["prefixes"]), frozenset(lists["words"]))


def is_tracker(parameter: str) -> bool:
    """Whether `name=value` is a tracker by its name alone: it need not be sent to the site."""
    name, _ = _split(parameter)
    return name in _lists().names or name.startswith(_lists().prefixes)


def tells_nothing(parameter: str) -> bool:
    """Whether `name=value` says how a reader came, and not what is shown.

    That is a tracker, or one of the words whose value holds no figure. Words are sent to a site all
    the same: it may answer to them in ways that an address does not show.
    """
    name, value = _split(parameter)
    return is_tracker(parameter) or (name in _lists().words and not _FIGURE.search(value))


def _split(parameter: str) -> tuple[str, str]:
    name, _, value = parameter.partition("=")
    return unquote_plus(name).casefold(), unquote_plus(value)
