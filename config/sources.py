"""The sources of `config/sources.toml`, checked.

In: the TOML file. Out: one SourceBlock for each block. Raises SourcesError with all faults at once,
each with its line, its block and the nearest right word.
"""

import difflib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

SOURCES_FILE = Path(__file__).parent / "sources.toml"

#: Kinds of source by what they need: a path of this machine, or an address. Without a kind the
#: ending of a path, or what is found behind an address, decides.
KINDS_OF_PATH = ("file", "folder", "warc", "feed", "sitemap", "addresses")
KINDS_OF_URL = ("feed", "sitemap", "page", "site", "addresses")


class SourcesError(ValueError):
    """`sources.toml` has faults; the message lists all of them."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """One block of `sources.toml`; the file's head says what each key means."""

    name: str
    path: str | None = None
    url: str | None = None
    kind: str | None = None
    enabled: bool = True
    fresh_within: float | None = None
    exclude: tuple[str, ...] = ()
    other_sites: tuple[str, ...] = ()
    shortest_wait: float = 0.25
    longest_wait: float = 24.0
    allow_bad_certificate: bool = False


#: What a key holds, in words and as types. TOML's `true` is no number, although Python's is.
_TEXT, _FLAG = ("text", str), ("true or false", bool)
_NUMBER, _LIST = ("number", (int, float)), ("list of texts", list)
_KEYS = {
    "name": _TEXT,
    "path": _TEXT,
    "url": _TEXT,
    "kind": _TEXT,
    "enabled": _FLAG,
    "fresh_within": _NUMBER,
    "exclude": _LIST,
    "other_sites": _LIST,
    "shortest_wait": _NUMBER,
    "longest_wait": _NUMBER,
    "allow_bad_certificate": _FLAG,
}
_HEAD = re.compile(r"\s*\[\[\s*source\s*\]\]")
_KEY = re.compile(r"""\s*["']?([\w-]+)["']?\s*=""")


def load_sources(file: Path = SOURCES_FILE) -> tuple[SourceBlock, ...]:
    """Read all source blocks.

    Raises:
        SourcesError: missing file, broken TOML, unknown keys or kinds, wrong types, doubled names.
    """
    try:
        text = file.read_text("utf-8")
        content = tomllib.loads(text)
    except OSError as error:
        raise SourcesError(f"cannot read {file.name}: {error.strerror}") from error
    except ValueError as error:  # broken TOML, or not UTF-8
        raise SourcesError(f"{file.name}: {error}") from error
    blocks = content.get("source", [])
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise SourcesError(f"{file.name}: sources are blocks that begin with [[source]]")
    lines = list(_lines_of_blocks(text))
    faults = [
        f"{file.name}: unknown table {key!r}; sources are blocks that begin with [[source]]"
        for key in content
        if key != "source"
    ]
    for number, block in enumerate(blocks, start=1):
        where = lines[number - 1] if number <= len(lines) else {}
        for key, fault in _faults(block):
            line = where.get(key, where.get("", 1))
            faults.append(f"{file.name}, line {line}, block {number}: {fault}")
    names = [block.get("name") for block in blocks]
    doubled = sorted({str(name) for name in names if name is not None and names.count(name) > 1})
    faults += [f"{file.name}: the name {name!r} stands twice" for name in doubled]
    if faults:
        raise SourcesError("\n".join(faults))
    return tuple(SourceBlock(**{k: _frozen(v) for k, v in block.items()}) for block in blocks)


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _lines_of_blocks(text: str) -> Iterator[dict[str, int]]:
    """For each block the lines of its keys; its head stands under the empty key."""
    block: dict[str, int] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if _HEAD.match(line):
            if block is not None:
                yield block
            block = {"": number}
        elif block is not None and (match := _KEY.match(line)):
            block.setdefault(match[1], number)
    if block is not None:
        yield block


def _faults(block: dict) -> Iterator[tuple[str, str]]:
    """(key, fault) of one block; a key that is missing is blamed on the head of the block."""
    for key, value in block.items():
        if key not in _KEYS:
            yield key, f"unknown key {key!r}{_nearest(key, _KEYS)}"
            continue
        word, types = _KEYS[key]
        if not isinstance(value, types) or (word == "number" and isinstance(value, bool)):
            yield key, f"{key} is {value!r}, not a {word}"
        elif word == "number" and value <= 0:
            yield key, f"{key} is {value!r}; it counts hours, so it must be more than 0"
        elif word == "list of texts" and not all(isinstance(item, str) for item in value):
            yield key, f"{key} is {value!r}, not a {word}"
    if "name" not in block:
        yield "", "name is missing"
    yield from _faults_of_place(block)
    shortest, longest = (
        block.get(field.name, field.default)
        for field in fields(SourceBlock)
        if field.name in ("shortest_wait", "longest_wait")
    )
    if all(type(hours) in (int, float) for hours in (shortest, longest)) and shortest > longest:
        yield (
            "shortest_wait",
            f"shortest_wait = {shortest:g} is more than longest_wait = {longest:g} (hours)",
        )


def _faults_of_place(block: dict) -> Iterator[tuple[str, str]]:
    """A block has a path or an address, and a kind that goes with it."""
    url, kind = block.get("url"), block.get("kind")
    if "path" in block and "url" in block:
        yield "url", "path and url both stand there; keep one"
    elif "path" not in block and "url" not in block:
        yield "", "path is missing (or url, for a source on the web)"
    if isinstance(url, str) and not url.startswith(("http://", "https://")):
        yield "url", f"url is {url!r}; it must begin with https:// or http://"
    known = KINDS_OF_URL if "url" in block else KINDS_OF_PATH
    if isinstance(kind, str) and kind not in known:
        place = "a url" if "url" in block else "a path"
        yield (
            "kind",
            f"unknown kind {kind!r}{_nearest(kind, known)} (kinds of {place}: {', '.join(known)})",
        )


def _nearest(word: str, known: object) -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
