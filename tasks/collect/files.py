"""Files and folders as sources: `.txt`, `.html` and `.jsonl`.

In: a path. Out: one document a file, or one a line of `.jsonl`, in the order of their paths; and a
refusal with its reason for everything that cannot be read. Never leaves the folder it was given,
follows no link to a folder, and reads no file that is larger than the limit.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tasks.collect.source import (
    CONTENT_TYPES,
    KIND_OF_ENDING,
    KINDS_IN_FOLDERS,
    Collected,
    Found,
    Refusal,
    Source,
    collect_one,
    collector,
    ending_of,
)
from tasks.errors import Fate
from tasks.models import RawDocument

_STILL_WRITTEN = "changed while it was read; left for the next run"


@collector("file")
def collect_file(source: Source, max_document_bytes: int) -> Iterator[Collected]:
    """The documents of one file."""
    yield from _read(source, source.path, source.path.parent, max_document_bytes)


@collector("folder")
def collect_folder(source: Source, max_document_bytes: int) -> Iterator[Found]:
    """The documents of all files below a folder, in the order of their relative paths."""
    root = source.path
    faults: list[OSError] = []
    files = list(_files_below(root, faults, {root / name for name in source.exclude}))
    closed = {Path(fault.filename): fault for fault in faults}
    for path in sorted([*files, *closed], key=source.name_file):
        if path in closed:
            uri = f"file:{source.name}/{source.name_file(path)}"
            reason = f"a folder that cannot be listed: {closed[path].strerror}; make it readable"
            yield Refusal(uri, source.name, Fate.UNREADABLE, reason)
        elif _holds_many(path):
            kind = KIND_OF_ENDING[ending_of(path)]
            yield from collect_one(
                replace(source, kind=kind, path=path, root=root), max_document_bytes
            )
        else:
            yield from _read(source, path, root, max_document_bytes)


def _holds_many(path: Path) -> bool:
    """Whether a file below a folder is a source of its own: an archive, not hidden, not a link."""
    if KIND_OF_ENDING.get(ending_of(path)) not in KINDS_IN_FOLDERS:
        return False
    # Path.is_symlink raises where a folder may be listed but not entered.
    return not path.name.startswith(".") and not os.path.islink(path)  # noqa: PTH114


def _files_below(root: Path, faults: list[OSError], excluded: set[Path]) -> Iterator[Path]:
    """Files, links to folders, and hidden folders (whose files are not looked at)."""
    for folder, folders, files in os.walk(root, onerror=faults.append):
        here = Path(folder)
        yield from (here / name for name in files)
        # Path.is_symlink raises where a folder may be listed but not entered.
        links = {name for name in folders if os.path.islink(here / name)}  # noqa: PTH114
        ends = {name for name in folders if name.startswith(".")} | links
        yield from (here / name for name in ends)
        folders[:] = [n for n in folders if n not in ends and here / n not in excluded]


def _read(source: Source, path: Path, root: Path, limit: int) -> Iterator[Collected]:
    file_name = source.name_file(path)
    uri = f"file:{source.name}/{file_name}"

    def refuse(fate: Fate, reason: str) -> Refusal:
        return Refusal(uri, source.name, fate, reason)

    content_type = CONTENT_TYPES.get(path.suffix.lower())
    try:
        if refusal := path.is_symlink() and _judge_link(path, root):
            yield refuse(*refusal)
            return
        if content_type is None or path.name.startswith("."):
            yield refuse(Fate.SKIPPED, f"not one of {', '.join(CONTENT_TYPES)}, or hidden")
            return
        before = path.stat()
        if not stat.S_ISREG(before.st_mode):
            yield refuse(Fate.UNREADABLE, "not a regular file; give a file")
        elif content_type == "application/jsonl":
            yield from _lines(source, path, uri, before, limit)
        elif before.st_size > limit:
            yield refuse(Fate.TOO_LARGE, _too_large(before.st_size, limit))
        else:
            body = path.read_bytes()
            if _changed(before, path.stat()):
                yield refuse(Fate.STILL_WRITTEN, _STILL_WRITTEN)
            else:
                yield _document(source, uri, file_name, body, content_type, before)
    except OSError as error:
        yield refuse(Fate.UNREADABLE, f"{error.strerror}; make the file readable, or remove it")


def _judge_link(path: Path, root: Path) -> tuple[Fate, str] | None:
    """Fate and reason of a link that is not followed; None for one to a file below the root."""
    target = Path(os.path.realpath(path))
    if not target.is_relative_to(Path(os.path.realpath(root))):
        return (
            Fate.REFUSED_PATH,
            f"a link that leaves the folder {root.name}/; copy the file into it",
        )
    if target.is_dir():
        return Fate.SKIPPED, "a link to a folder; its files are read where they are"
    return None


def _document(
    source: Source, uri: str, file_name: str, body: bytes, content_type: str, status: os.stat_result
) -> RawDocument:
    return RawDocument(
        uri=uri,
        source_name=source.name,
        file_name=file_name,
        url=None,
        content_type=content_type,
        charset=None,
        body=body,
        seen_at=_time(status),
    )


def _lines(
    source: Source, path: Path, uri: str, status: os.stat_result, limit: int
) -> Iterator[Collected]:
    """One document a non-empty line; the file is streamed, only the line is held."""
    file_name = uri.removeprefix(f"file:{source.name}/")
    with path.open("rb") as stream:
        number = 0
        while line := stream.readline(limit + 1):
            number += 1
            name = f"#{number}"
            if len(line) > limit and not line.endswith(b"\n"):
                size = len(line)
                while (rest := stream.readline(limit)) and not rest.endswith(b"\n"):
                    size += len(rest)
                reason = _too_large(size + len(rest), limit)
                yield Refusal(uri + name, source.name, Fate.TOO_LARGE, reason, _time(status))
            elif not line.endswith(b"\n") and _changed(status, path.stat()):
                yield Refusal(uri + name, source.name, Fate.STILL_WRITTEN, _STILL_WRITTEN)
            elif body := line.strip():
                yield _document(
                    source, uri + name, file_name + name, body, "application/json", status
                )


def _changed(before: os.stat_result, after: os.stat_result) -> bool:
    return (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)


def _too_large(size: int, limit: int) -> str:
    return (
        f"{size:,} bytes, over the limit of {limit:,}; split it, or raise max_document_bytes "
        "in config/dateline.toml"
    )


def _time(status: os.stat_result) -> datetime:
    """Modification time, UTC without zone, to the microsecond that the tables hold."""
    return datetime.fromtimestamp(status.st_mtime_ns // 1000 / 1_000_000, UTC).replace(tzinfo=None)
