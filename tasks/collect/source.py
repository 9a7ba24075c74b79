"""What a run may be pointed at, and the registry of the kinds of source.

In: the words of the command line, or the enabled blocks of `config/sources.toml`. Out: Source
values, and from each an ordered stream of collected inputs. A new kind of source is one module
that registers a function under its kind's name; `collect` needs no change. What a source only
names (the address of an entry, of a page) is a FoundAddress; fetching it is another stage.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from config.sources import SourceBlock
from tasks.collect.addresses import host_of, is_address
from tasks.errors import ConfigurationFault
from tasks.models import Answer, DateCandidate, Fetched, RawDocument

#: File endings a folder is searched for, and the content type each stands for.
CONTENT_TYPES = {
    ".txt": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".jsonl": "application/jsonl",
}

#: File endings that mean another kind of source than a file of articles.
KIND_OF_ENDING = {
    ".warc": "warc",
    ".warc.gz": "warc",
    ".arc": "warc",
    ".arc.gz": "warc",
    ".xml": "xml",
}

#: Kinds whose inputs stand in a folder beside others; `.xml` has addresses, which a folder of
#: articles does not mean to be fetched.
KINDS_IN_FOLDERS = frozenset({"warc"})


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to collect from: a path or an address.

    name is part of the identity of articles without an address. root is the folder that files are
    named from (None: the path's own); exclude names folders below the path that are not read;
    other_sites are hosts that its entries may lead to beside its own. declared is what its block
    says stands behind an address (None: that shows); the waits are hours between two polls.
    is_own_archive: a file of our archive, which alone is believed under which names its documents
    were seen. starts: offsets of records, by the names of web archives that are not read from their
    beginning.
    """

    name: str
    kind: str
    path: Path | None = None
    url: str | None = None
    root: Path | None = None
    exclude: tuple[str, ...] = ()
    other_sites: tuple[str, ...] = ()
    declared: str | None = None
    shortest_wait: float = 0.25
    longest_wait: float = 24.0
    allow_bad_certificate: bool = False
    is_own_archive: bool = False
    starts: Mapping[str, int] = field(default_factory=dict, hash=False)

    @property
    def place(self) -> str:
        """Where it is: its address, or its path."""
        return self.url or str(self.path)

    def name_file(self, path: Path) -> str:
        """The path of a file from the root, with `/`; bytes that are not UTF-8 are spelled out."""
        root = self.root or (path.parent if path == self.path else self.path)
        relative = path.relative_to(root) if path != root else Path(path.name)
        return spell_name(relative.as_posix())


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that has no document: why it was not read. fate is a word of tasks.errors.Fate.

    Of what was asked for on the web: what is to be kept of it (fetched), what the server said
    (answer), and what is known of its page (document_id, article_id).
    """

    uri: str
    source_name: str
    fate: str
    reason: str | None
    seen_at: datetime | None = None
    document_id: str | None = None
    article_id: str | None = None
    fetched: Fetched | None = None
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class FoundAddress:
    """An address that a source names, to be fetched.

    found_in tells a person where it stood; days are what the source says of its day of
    publication; wanted is `page`, or `any` where a feed or a sitemap may be behind it.
    """

    uri: str
    source_name: str
    found_in: str
    title: str | None = None
    days: tuple[DateCandidate, ...] = ()
    wanted: str = "page"


#: What a run works on: a document, or the reason there is none.
Collected = RawDocument | Refusal
#: What a kind of source yields.
Found = Collected | FoundAddress
Collector = Callable[[Source, int], Iterator[Found]]

_COLLECTORS: dict[str, Collector] = {}


def collector(kind: str) -> Callable[[Collector], Collector]:
    """Register the function that collects one kind of source.

    The function gets the source and the greatest number of bytes a document may have.
    """

    def register(function: Collector) -> Collector:
        _COLLECTORS[kind] = function
        return function

    return register


def collect(sources: Sequence[Source], max_document_bytes: int) -> Iterator[Found]:
    """Every input of every source once, in an order that does not depend on how they are named.

    A file or address that two sources share is collected for the first of them. Addresses are only
    named here: `flows/collecting/collection.py` has them fetched.
    """
    seen: set[str] = set()
    for source in sorted(sources, key=lambda s: (s.name, s.place)):
        for item in collect_one(source, max_document_bytes):
            if item.uri not in seen:
                seen.add(item.uri)
                yield item


def collect_one(source: Source, max_document_bytes: int) -> Iterator[Found]:
    """What one source gives, addresses included, in its own order."""
    yield from _COLLECTORS[source.kind](source, max_document_bytes)


def resolve_sources(words: Sequence[str], blocks: Sequence[SourceBlock]) -> tuple[Source, ...]:
    """The sources meant by the words of a command line; all enabled ones for none.

    A word is the name of a block, a path, or an address. A path or an address that is a block's
    own means that block.

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
    if is_address(word):
        own = next((block for block in blocks if block.url == word), None)
        return _from_block(own) if own else _from_address(word)
    try:
        is_there = path.exists()
    except OSError as error:  # a folder on the way is closed, a name is too long
        raise ConfigurationFault(f"{word}: {error.strerror}; correct the path") from error
    if is_there:
        own = next((b for b in blocks if b.path and Path(b.path).resolve() == path.resolve()), None)
        return _from_block(own) if own else _from_path(path)
    if word in named:
        return _from_block(named[word])
    known = ", ".join(sorted(named)) or "none"
    raise ConfigurationFault(
        f"{word}: no such file or folder, and no source of config/sources.toml "
        f"(sources there: {known})"
    )


def _from_block(block: SourceBlock) -> Source:
    options = {"exclude": block.exclude, "other_sites": block.other_sites}
    if block.url:
        return Source(
            block.name,
            "address",
            url=block.url,
            declared=block.kind,
            shortest_wait=block.shortest_wait,
            longest_wait=block.longest_wait,
            allow_bad_certificate=block.allow_bad_certificate,
            **options,
        )
    path = Path(block.path or "")
    if not path.exists():
        raise ConfigurationFault(
            f"source {block.name}: {block.path} does not exist; correct `path` in "
            "config/sources.toml, or run the command in the folder it is relative to"
        )
    return Source(block.name, block.kind or kind_of(path), path, **options)


def _from_address(address: str) -> Source:
    """An address goes by its host: what is found behind it may be a page, a feed or a sitemap."""
    return Source(host_of(address), "address", url=address)


def _from_path(path: Path) -> Source:
    """A folder goes by its own name; a file by its folder's, so that both give one article."""
    return Source(spell_name(_folder_of(path).name), kind_of(path), path)


def _folder_of(path: Path) -> Path:
    return (path if path.is_dir() else path.parent).resolve()


def _shared_names(sources: Sequence[Source]) -> list[str]:
    """Names that stand for two folders: their files would be taken for the same ones."""
    folders: dict[str, set[Path]] = {}
    for source in sources:
        if source.path:
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


def ending_of(path: Path) -> str:
    """`.html`, `.warc.gz`: the ending that says what a file is, in lower case."""
    endings = [suffix.lower() for suffix in path.suffixes[-2:]]
    both = "".join(endings)
    return both if both in KIND_OF_ENDING else "".join(endings[-1:])


def kind_of(path: Path) -> str:
    """The kind of source that a path is.

    Raises:
        ConfigurationFault: no kind reads it; says which endings are read.
    """
    ending = ending_of(path)
    if path.is_dir():
        return "folder"
    if ending in CONTENT_TYPES:
        return "file"
    if ending in KIND_OF_ENDING:
        return KIND_OF_ENDING[ending]
    raise ConfigurationFault(
        f"{path}: Dateline does not read {path.suffix or 'files without an ending'}; "
        f"it reads {', '.join([*CONTENT_TYPES, *KIND_OF_ENDING])} and folders of them"
    )
