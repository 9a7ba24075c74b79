"""The sources of `config/sources.toml`, checked.

In: the TOML file. Out: one SourceBlock for each block. Raises ConfigurationError with all faults
at once, each with the line's block and the nearest right word.
"""

import difflib
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

SOURCES_FILE = Path(__file__).parent / "sources.toml"


class SourcesError(ValueError):
    """`sources.toml` has faults; the message lists all of them."""


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """One block of `sources.toml`; the file's head says what each key means."""

    name: str
    path: str
    enabled: bool = True
    fresh_within: float | None = None


def load_sources(file: Path = SOURCES_FILE) -> tuple[SourceBlock, ...]:
    """Read all source blocks.

    Raises:
        SourcesError: missing file, broken TOML, unknown keys, wrong types, doubled names.
    """
    try:
        blocks = tomllib.loads(file.read_text("utf-8")).get("source", [])
    except OSError as error:
        raise SourcesError(f"cannot read {file.name}: {error.strerror}") from error
    except tomllib.TOMLDecodeError as error:
        raise SourcesError(f"{file.name}: {error}") from error
    faults = [
        f"{file.name}, block {number}: {fault}"
        for number, block in enumerate(blocks, start=1)
        for fault in _faults(block)
    ]
    names = [block.get("name") for block in blocks]
    doubled = sorted({str(name) for name in names if names.count(name) > 1})
    faults += [f"{file.name}: the name {name!r} stands twice" for name in doubled]
    if faults:
        raise SourcesError("\n".join(faults))
    return tuple(SourceBlock(**block) for block in blocks)


_WORDS = {"name": "text", "path": "text", "enabled": "true or false", "fresh_within": "number"}


def _faults(block: dict) -> list[str]:
    types = {"name": str, "path": str, "enabled": bool, "fresh_within": (int, float)}
    faults = []
    for key, value in block.items():
        if key not in types:
            near = difflib.get_close_matches(key, types, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            faults.append(f"unknown key {key!r}{hint}")
        elif not isinstance(value, types[key]):
            faults.append(f"{key} is {value!r}, not a {_WORDS[key]}")
    required = {f.name for f in fields(SourceBlock)} & {"name", "path"}
    return faults + [f"{key} is missing" for key in sorted(required - block.keys())]
