"""The raw archive: every input's bytes, once, as WARC, before anything else is done with them.

In: raw documents. Out: where each one stands (file and offset), and the documents again when they
are read back, with their digest checked. One file a batch, written under a temporary name and
renamed when whole. `resource` records (WARC 1.1) carry the digest of the bytes; fields of
our own, which other readers skip, hold what the input's door knew: `Dateline-Source`,
`Dateline-File` and `Dateline-Charset`.
"""

import base64
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, unquote

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from config.crash import crash_point
from tasks.errors import StopRun
from tasks.models import DocumentRef, RawDocument

ARCHIVE_FOLDER = "archive"
_PARTIAL = ".partial"
_TIME = "%Y-%m-%dT%H:%M:%S.%fZ"
#: Characters of an address that stay as they are in `WARC-Target-URI`; encoded ones stay encoded.
_ADDRESS = ":/?#[]@!$&'()*+,;=%~"
#: Characters that stay readable in our own fields, which come back exactly as they were.
_READABLE = ":/#?&= "


class ArchiveFault(StopRun):
    """The archive cannot be written, or what it gives back is not what was put in."""


def archive_documents(
    documents: Iterable[RawDocument], data: Path, name: str, now: datetime
) -> list[DocumentRef]:
    """Write documents into one new archive file.

    Args:
        documents: distinct documents.
        data: the data folder.
        name: file name without ending, not yet taken.
        now: UTC, naive; stored as `archived_at`.

    Raises:
        ArchiveFault: the file cannot be written; names the path and the cause.
    """
    folder = data / ARCHIVE_FOLDER
    path = folder / f"{name}.warc.gz"
    partial = path.with_name(path.name + _PARTIAL)
    refs = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as stream:
            writer = WARCWriter(stream, gzip=True, warc_version="WARC/1.1")
            for document in documents:
                refs.append(_ref(document, path.relative_to(data).as_posix(), stream.tell(), now))
                writer.write_record(_record(writer, document))
            stream.flush()
            os.fsync(stream.fileno())
        crash_point("before-archive-rename")
        partial.rename(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise ArchiveFault(
            f"cannot write the raw archive {path}: {error.strerror}; free space or choose another "
            "folder with --data, then run again: nothing loaded so far is lost"
        ) from error
    crash_point("after-archive")
    return refs


def _ref(document: RawDocument, archive_file: str, offset: int, now: datetime) -> DocumentRef:
    return DocumentRef.of(document, document.document_id, archive_file, offset, now)


def _record(writer: WARCWriter, document: RawDocument) -> ArcWarcRecord:
    digest = base64.b32encode(bytes.fromhex(document.document_id)).decode().rstrip("=")
    fields = {
        "WARC-Date": document.seen_at.strftime(_TIME),
        "WARC-Payload-Digest": f"sha256:{digest}",
        "Dateline-Uri": quote(document.uri, safe=_READABLE),
        "Dateline-Source": quote(document.source_name, safe=_READABLE),
        "Dateline-File": quote(document.file_name or "", safe=_READABLE),
        "Dateline-Url": quote(document.url or "", safe=_READABLE),
        "Dateline-Charset": quote(document.charset or "", safe=_READABLE),
    }
    return writer.create_warc_record(
        quote(document.uri, safe=_ADDRESS),
        "resource",
        payload=BytesIO(document.body),
        length=len(document.body),
        warc_content_type=document.content_type,
        warc_headers_dict={name: value for name, value in fields.items() if value},
    )


def read_archive(
    path: Path, data: Path, archived_at: datetime
) -> Iterator[tuple[RawDocument, DocumentRef]]:
    """All documents of one archive file, in order, with where they stand."""
    with path.open("rb") as stream:
        records = ArchiveIterator(stream)
        for record in records:
            if record.rec_type == "resource":
                document = _document(record)
                offset = records.get_record_offset()
                yield (
                    document,
                    _ref(document, path.relative_to(data).as_posix(), offset, archived_at),
                )


def read_document(ref: DocumentRef, data: Path) -> RawDocument:
    """The document of a ref, its digest checked.

    Raises:
        ArchiveFault: the record is missing or its bytes are not those that were archived.
    """
    path = data / ref.archive_file
    try:
        with path.open("rb") as stream:
            stream.seek(ref.archive_offset)
            record = next(iter(ArchiveIterator(stream)), None)
            document = _document(record) if record else None
    except OSError as error:
        raise ArchiveFault(f"cannot read {path}: {error.strerror}") from error
    if document is None or document.document_id != ref.document_id:
        raise ArchiveFault(
            f"{path} at offset {ref.archive_offset} does not hold document {ref.document_id[:16]}; "
            "the archive was changed or damaged: restore it from a copy"
        )
    return document


def _document(record: ArcWarcRecord) -> RawDocument:
    headers: StatusAndHeaders = record.rec_headers

    def field(name: str) -> str | None:
        value = headers.get_header(f"Dateline-{name}")
        return unquote(value) if value else None

    return RawDocument(
        uri=field("Uri") or headers.get_header("WARC-Target-URI"),
        source_name=field("Source") or "",
        file_name=field("File"),
        url=field("Url"),
        content_type=headers.get_header("Content-Type"),
        charset=field("Charset"),
        body=record.content_stream().read(),
        seen_at=datetime.strptime(headers.get_header("WARC-Date"), _TIME),
    )


def unlisted_files(data: Path, listed: Iterable[str]) -> list[Path]:
    """Whole archive files that the warehouse does not know: a run was ended before it loaded them.

    Half-written files of such a run are removed.
    """
    folder, known = data / ARCHIVE_FOLDER, set(listed)
    for partial in folder.glob(f"*{_PARTIAL}"):
        partial.unlink()
    return [
        path
        for path in sorted(folder.glob("*.warc.gz"))
        if path.relative_to(data).as_posix() not in known
    ]
