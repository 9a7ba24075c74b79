"""Everything the archive tells: each sight of each document, in a defined order.

In: the data folder. Out: its archive files in the order they were written, and from each the refs
of the documents that stand in it and of those that were seen again. What cannot be read is told,
with its place; nothing is repaired.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from warcio.recordloader import ArcWarcRecord

from tasks.archive.fields import has_digest, is_sight, read_door, read_sight
from tasks.archive.records import ArchiveBreak, walk_records
from tasks.archive.warc import ARCHIVE_FOLDER, ArchiveFault, read_body, read_document
from tasks.models import DocumentRef, RawDocument

_OTHER_BYTES = "the bytes are not those that were archived; restore the file from a copy"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A place of the archive that cannot be read: one record, or all up to the next sound one."""

    archive_file: str
    offset: int
    reason: str


def archive_files(data: Path) -> list[Path]:
    """The whole archive files, the oldest first; ties by name."""
    files = (data / ARCHIVE_FOLDER).glob("*.warc.gz")
    return sorted(files, key=lambda path: (path.stat().st_mtime_ns, path.name))


def read_sights(path: Path, data: Path) -> Iterator[DocumentRef | Unreadable]:
    """The sights in one archive file, in order; bytes are held one record at a time.

    A record whose bytes are not those of its digest, or that leads to bytes that are not there, is
    told and passed over. So is a place where the file is broken: reading goes on at the next
    record that begins behind it.
    """
    archive_file = path.relative_to(data).as_posix()
    archived_at = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(tzinfo=None)

    def read(record: ArcWarcRecord, offset: int) -> DocumentRef | Unreadable | None:
        found = _read_sight(record, archive_file, offset, archived_at)
        if isinstance(found, DocumentRef) and record.rec_type == "revisit":
            return _with_its_bytes(found, data, archive_file, offset)
        return found

    told = None
    for item in walk_records(path, read):
        if not isinstance(item, ArchiveBreak):
            told = item
            yield item
        elif not isinstance(told, Unreadable) or told.offset != item.offset:
            # A record that runs on into the next one may have been told by its digest already.
            yield Unreadable(archive_file, item.offset, _describe_break(item))


def _describe_break(broken: ArchiveBreak) -> str:
    """How far a break goes. What the reader said of it is made of the damaged bytes."""
    if broken.next_offset is None:
        return "it cannot be read from here to its end; restore the file from a copy"
    return (
        f"it cannot be read from here to offset {broken.next_offset}, where reading went on; "
        "restore the file from a copy"
    )


def _read_sight(
    record: ArcWarcRecord, archive_file: str, offset: int, archived_at: datetime
) -> DocumentRef | Unreadable | None:
    """The sight that a record holds, or None for a record of another kind."""
    headers = record.rec_headers
    if not is_sight(headers):
        return None
    if record.rec_type == "revisit":
        return read_sight(headers, archived_at)
    document = RawDocument(body=read_body(record), **read_door(headers))
    document_id = document.document_id
    if not has_digest(headers, document_id):
        return Unreadable(archive_file, offset, _OTHER_BYTES)
    return DocumentRef.of(document, document_id, archive_file, offset, archived_at)


def _with_its_bytes(
    ref: DocumentRef, data: Path, archive_file: str, offset: int
) -> DocumentRef | Unreadable:
    """The ref of a document that was seen again, once its bytes were found to be there."""
    try:
        read_document(ref, data)
    except ArchiveFault as error:
        return Unreadable(archive_file, offset, str(error))
    return ref
