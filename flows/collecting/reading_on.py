"""Where reading of web archives goes on after a run that was cut short.

In: a source, and what the warehouse says of the runs before. Out: the source with the offsets at
which its archives are begun. The position is kept nowhere by itself: it is the record up to which
the inputs in `ops.inputs` go without a gap, and those are written with the rows that they stand
for. So it can be neither ahead of what is loaded nor lost.

An archive that is not what it was is read from its beginning: when it was changed after the former
run had begun, or when the record at that place does not hold the bytes that were loaded from it.
That record is read once more, and ends as unchanged.
"""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from tasks.collect.source import KIND_OF_ENDING, Source, collect_one, ending_of
from tasks.models import RawDocument
from warehouse.archive_places import LoadedUpTo, loaded_places
from warehouse.connection import Warehouse


def read_on(
    source: Source, warehouse: Warehouse, pipeline_version: str, max_document_bytes: int
) -> Source:
    """The source, its archives to be begun where a run that was cut short had loaded them."""
    if source.kind not in ("warc", "folder"):
        return source
    starts = {
        place.file_uri.removeprefix(f"file:{source.name}/"): place.offset
        for place in loaded_places(warehouse, source.name, pipeline_version)
        if _is_as_it_was(source, place, max_document_bytes)
    }
    return replace(source, starts=starts)


def _is_as_it_was(source: Source, place: LoadedUpTo, max_document_bytes: int) -> bool:
    file_name = place.file_uri.removeprefix(f"file:{source.name}/")
    path = source.path if source.kind == "warc" else source.path / file_name
    root = source.root or (source.path.parent if source.kind == "warc" else source.path)
    if not path.is_file() or KIND_OF_ENDING.get(ending_of(path)) != "warc":
        return False
    if _changed_at(path) >= place.started_at:
        return False
    archive = replace(source, kind="warc", path=path, root=root, starts={file_name: place.offset})
    if archive.name_file(path) != file_name:
        return False
    # The first item says that records are left out.
    found = next(islice(collect_one(archive, max_document_bytes), 1, None), None)
    return isinstance(found, RawDocument) and found.document_id == place.document_id


def _changed_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(tzinfo=None)
