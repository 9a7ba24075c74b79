"""Everything the archive tells: each sight of each document, in a defined order.

In: the data folder. Out: its archive files in the order they were written, and from each the refs
of the documents that stand in it and of those that were seen again. What cannot be read is told,
with its place; nothing is repaired.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from tasks.archive.fields import has_digest, is_sight, read_door, read_sight
from tasks.archive.records import RECORD_FAULTS
from tasks.archive.warc import ARCHIVE_FOLDER, ArchiveFault, read_body, read_document
from tasks.models import DocumentRef, RawDocument

#: What damaged bytes make the reader raise; TypeError where a field of ours is missing.
_FAULTS = (*RECORD_FAULTS, TypeError)

_BROKEN = "it cannot be read from here to its end; restore the file from a copy"
_OTHER_BYTES = "the bytes are not those that were archived; restore the file from a copy"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A place of the archive that cannot be read: one record, or all from there to the end."""

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
    told and passed over; after one that breaks the file, nothing more of the file can be read.
    """
    archive_file = path.relative_to(data).as_posix()
    status = path.stat()
    archived_at = datetime.fromtimestamp(status.st_mtime, UTC).replace(tzinfo=None)
    offset = 0
    with path.open("rb") as stream:
        records = ArchiveIterator(stream)
        try:
            for record in records:
                found = _read(record, archive_file, records, archived_at)
                offset = records.offset
                if isinstance(found, DocumentRef) and record.rec_type == "revisit":
                    found = _with_its_bytes(found, data, archive_file, offset)
                if found is not None:
                    yield found
        except _FAULTS:  # what they say is made of the damaged bytes
            yield Unreadable(archive_file, offset, _BROKEN)
            return
    # A record that cannot be unpacked looks to warcio like the end of the file.
    if offset < status.st_size:
        yield Unreadable(archive_file, offset, _BROKEN)


def _read(
    record: ArcWarcRecord, archive_file: str, records: ArchiveIterator, archived_at: datetime
) -> DocumentRef | Unreadable | None:
    """The sight that a record holds, or None for a record of another kind."""
    headers = record.rec_headers
    if not is_sight(headers):
        records.read_to_end()
        return None
    body = read_body(record)
    offset = records.get_record_offset()
    if record.rec_type == "revisit":
        return read_sight(headers, archived_at)
    document = RawDocument(body=body, **read_door(headers))
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
