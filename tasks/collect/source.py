"""What a run may be pointed at, and the registry of the kinds of source.

In: the words of the command line, or the enabled blocks of `config/sources.toml`. Out: Source
values, and from each an ordered stream of collected inputs. A new kind of source is one module
that registers a function under its kind's name; `collect` needs no change.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from config.sources import SourceBlock
from tasks.errors import ConfigurationFault
from tasks.models import RawDocument

#: File endings a folder is searched for, and the content type each stands for.
CONTENT_TYPES = {
    ".txt": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".jsonl": "application/jsonl",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to collect from. name is part of the identity of articles without an address."""

    name: str
    kind: str
    path: Path


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that has no document: why it was not read. fate is a word of tasks.errors.Fate."""

    uri: str
    source_name: str
    fate: str
    reason: str
    seen_at: datetime | None = None


#: What a kind of source yields: a document, or the reason there is none.
Collected = RawDocument | Refusal
Collector = Callable[[Source, int], Iterator[Collected]]

_COLLECTORS: dict[str, Collector] = {}


def collector(kind: str) -> Callable[[Collector], Collector]:
    """Register the function that collects one kind of source.

    The function gets the source and the greatest number of bytes a document may have.
    """

    def register(function: Collector) -> Collector:
        _COLLECTORS[kind] = function
        return function

    return register


def collect(sources: Sequence[Source], max_document_bytes: int) -> Iterator[Collected]:
    """Every input of every source once, in an order that does not depend on how they are named.

    A file that two sources share is collected for the first of them.
    """
    seen: set[str] = set()
    for source in sorted(sources, key=lambda s: (s.name, str(s.path))):
        for item in _COLLECTORS[source.kind](source, max_document_bytes):
            if item.uri not in seen:
                seen.add(item.uri)
                yield item


def resolve_sources(words: Sequence[str], blocks: Sequence[SourceBlock]) -> tuple[Source, ...]:
    """The sources meant by the words of a command line; all enabled ones for none.

    A word is the name of a block, or a path. A path that is a block's own means that block.

    Raises:
        ConfigurationFault: all words that mean nothing, at once; or two folders of one name.
    """
    sources: list[Source] = []
    faults: list[str] = []
    for meant in words or [block for block in blocks if block.enabled]:
        try:
            if isinstance(meant, SourceBlock):
                sources.append(_from_block(meant))
            else:
                sources.append(_from_word(meant, blocks))
        except ConfigurationFault as fault:
            faults.append(str(fault))
    faults += _shared_names(sources)
    if faults:
        raise ConfigurationFault("\n".join(faults))
    return tuple(sources)


def _from_word(word: str, blocks: Sequence[SourceBlock]) -> Source:
    path, named = Path(word), {block.name: block for block in blocks}
    try:
        is_there = path.exists()
    except OSError as error:  # a folder on the way is closed, a name is too long
        raise ConfigurationFault(f"{word}: {error.strerror}; correct the path") from error
    if is_there:
        own = next((b for b in blocks if Path(b.path).resolve() == path.resolve()), None)
        return _from_block(own) if own else _from_path(path)
    if word in named:
        return _from_block(named[word])
    known = ", ".join(sorted(named)) or "none"
    raise ConfigurationFault(
        f"{word}: no such file or folder, and no source of config/sources.toml "
        f"(sources there: {known})"
    )


def _from_block(block: SourceBlock) -> Source:
    path = Path(block.path)
    if not path.exists():
        raise ConfigurationFault(
            f"source {block.name}: {block.path} does not exist; correct `path` in "
            "config/sources.toml, or run the command in the folder it is relative to"
        )
    return Source(block.name, _kind(path), path)


def _from_path(path: Path) -> Source:
    """A folder goes by its own name; a file by its folder's, so that both give one article."""
    return Source(spell_name(_folder_of(path).name), _kind(path), path)


def _folder_of(path: Path) -> Path:
    return (path if path.is_dir() else path.parent).resolve()


def _shared_names(sources: Sequence[Source]) -> list[str]:
    """Names that stand for two folders: their files would be taken for the same ones."""
    folders: dict[str, set[Path]] = {}
    for source in sources:
        folders.setdefault(source.name, set()).add(_folder_of(source.path))
    return [
        f"{name}: {len(paths)} folders of one name ({', '.join(sorted(map(str, paths)))}); "
        "files are known by the name of their folder: give each a name of its own in "
        "config/sources.toml"
        for name, paths in folders.items()
        if len(paths) > 1
    ]


def spell_name(name: str) -> str:
    """The name of a file or folder as text; bytes that are not UTF-8 are spelled out."""
    return os.fsencode(name).decode("utf-8", errors="backslashreplace")


def _kind(path: Path) -> str:
    if path.is_dir():
        return "folder"
    if path.suffix.lower() in CONTENT_TYPES:
        return "file"
    raise ConfigurationFault(
        f"{path}: Dateline does not read {path.suffix or 'files without an ending'}; "
        f"it reads {', '.join(CONTENT_TYPES)} and folders of them"
    )
