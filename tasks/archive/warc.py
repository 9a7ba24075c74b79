"""The raw archive: every input's bytes, once, as WARC, before anything else is done with them.

In: raw documents. Out: where each one stands (file and offset), and the documents again when they
are read back, with their digest checked. One file a batch, written under a temporary name and
renamed when whole. Files are `resource` records (WARC 1.1), fetched pages `response` records with
the headers of HTTP; both carry the digest of the bytes and what the input's door knew. Bytes that
are read again, seen at another time or under another name, are a `revisit` record that leads to
them; `sights.py` reads all three. Answers that are no document (a feed, an error, "not modified")
stand beside them for whoever wants to know what a server said.

A page's bytes are kept without Content-Encoding, as crawlers do that others read from: the headers
that speak of it are renamed `X-Archive-Orig-...`, so that every reader gives the same bytes.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from config.crash import crash_point
from tasks.archive.fields import (
    ADDRESS,
    is_sight,
    read_door,
    write_answer,
    write_digest,
    write_door,
    write_sight,
)
from tasks.errors import StopRun
from tasks.models import Answer, DocumentRef, Headers, RawDocument

ARCHIVE_FOLDER = "archive"
_PARTIAL = ".partial"
#: Headers of HTTP that are no longer true of a body that was unpacked.
_OF_PACKING = frozenset({"content-encoding", "content-length", "transfer-encoding"})
#: Beginnings of file names: with documents, or with nothing but sights of documents elsewhere.
_DOCUMENTS, _SIGHTS = "batch", "sights"


class ArchiveFault(StopRun):
    """The archive cannot be written, or what it gives back is not what was put in."""


def archive_documents(
    documents: Iterable[RawDocument],
    data: Path,
    name: str,
    now: datetime,
    seen_again: Iterable[DocumentRef] = (),
    answers: Iterable[Answer] = (),
) -> list[DocumentRef]:
    """Write documents, and sights of documents that are archived already, into one new file.

    Args:
        documents: distinct documents.
        data: the data folder.
        name: file name without ending, not yet taken.
        now: UTC, naive; stored as `archived_at`.
        seen_again: when and under which name archived bytes were seen again.
        answers: what servers answered beside documents.

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
            for ref in seen_again:
                writer.write_record(_revisit(writer, ref))
            for answer in answers:
                writer.write_record(_answer(writer, answer))
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


def name_file(
    documents: Iterable[RawDocument],
    seen_again: Iterable[DocumentRef],
    answers: Sequence[Answer] = (),
) -> str:
    """The name of an archive file: of what is in it, so that a run done again writes it again."""
    ids = [document.document_id for document in documents]
    sights = [f"{ref.document_id} {ref.uri} {ref.seen_at}" for ref in seen_again]
    said = [f"{answer.address} {answer.seen_at}" for answer in answers]
    digest = hashlib.sha256("".join([*ids, *sights, *said]).encode()).hexdigest()
    return f"{_DOCUMENTS if ids else _SIGHTS}-{digest[:16]}"


def _ref(document: RawDocument, archive_file: str, offset: int, now: datetime) -> DocumentRef:
    return DocumentRef.of(document, document.document_id, archive_file, offset, now)


def _record(writer: WARCWriter, document: RawDocument) -> ArcWarcRecord:
    fields = {
        "WARC-Payload-Digest": write_digest(document.document_id),
        **write_door(document),
    }
    payload = {"payload": BytesIO(document.body), "length": len(document.body)}
    if (fetched := document.fetched) is None:
        return writer.create_warc_record(
            quote(document.uri, safe=ADDRESS),
            "resource",
            **payload,
            warc_content_type=document.content_type,
            warc_headers_dict=fields,
        )
    return writer.create_warc_record(
        quote(fetched.final_uri, safe=ADDRESS),
        "response",
        **payload,
        http_headers=_http_head(
            fetched.http_status, _without_packing(document.headers, len(document.body))
        ),
        warc_headers_dict=fields,
    )


def _answer(writer: WARCWriter, answer: Answer) -> ArcWarcRecord:
    return writer.create_warc_record(
        quote(answer.address, safe=ADDRESS),
        "revisit" if answer.same_as else "response",
        payload=BytesIO(b"" if answer.same_as else answer.body),
        http_headers=_http_head(answer.status, _without_chunks(answer.headers)),
        warc_headers_dict=write_answer(answer),
    )


def _http_head(status: int | None, headers: Headers) -> StatusAndHeaders:
    """Status line and headers; HTTP/2 is written as readers know it, in the words of 1.1."""
    phrase = next((known.phrase for known in HTTPStatus if known == status), "")
    return StatusAndHeaders(f"{status} {phrase}".strip(), list(headers), protocol="HTTP/1.1")


def _without_packing(headers: Headers, length: int) -> Headers:
    """The headers of a body that was unpacked: those that speak of its packing are renamed."""
    kept = tuple(
        (f"X-Archive-Orig-{name}" if name.lower() in _OF_PACKING else name, value)
        for name, value in headers
    )
    return (*kept, ("Content-Length", str(length)))


def _without_chunks(headers: Headers) -> Headers:
    """The headers of a body that stands as it came but for its chunks, which end with the wire."""
    return tuple(
        (f"X-Archive-Orig-{name}" if name.lower() == "transfer-encoding" else name, value)
        for name, value in headers
    )


def _revisit(writer: WARCWriter, ref: DocumentRef) -> ArcWarcRecord:
    return writer.create_warc_record(
        quote(ref.uri, safe=ADDRESS), "revisit", warc_headers_dict=write_sight(ref)
    )


def read_archive(
    path: Path, data: Path, archived_at: datetime
) -> Iterator[tuple[RawDocument, DocumentRef]]:
    """All documents of one archive file, in order, with where they stand."""
    with path.open("rb") as stream:
        records = ArchiveIterator(stream)
        for record in records:
            if is_sight(record.rec_headers) and record.rec_type != "revisit":
                document = _document(record)
                offset = records.get_record_offset()
                yield (
                    document,
                    _ref(document, path.relative_to(data).as_posix(), offset, archived_at),
                )


def read_document(ref: DocumentRef, data: Path) -> RawDocument:
    """The document of a ref, its digest checked; as `read_place`."""
    return read_place(ref.document_id, ref.archive_file, ref.archive_offset, data)


def read_place(document_id: str, archive_file: str, archive_offset: int, data: Path) -> RawDocument:
    """The document that stands at a place of the archive, its digest checked.

    Raises:
        ArchiveFault: the record is missing or its bytes are not those that were archived.
    """
    path = data / archive_file
    try:
        with path.open("rb") as stream:
            stream.seek(archive_offset)
            record = next(iter(ArchiveIterator(stream)), None)
            document = _document(record) if record else None
    except OSError as error:
        raise ArchiveFault(f"cannot read {path}: {error.strerror}") from error
    if document is None or document.document_id != document_id:
        raise ArchiveFault(
            f"{path} at offset {archive_offset} does not hold document {document_id[:16]}; "
            "the archive was changed or damaged: restore it from a copy"
        )
    return document


def _document(record: ArcWarcRecord) -> RawDocument:
    return RawDocument(body=read_body(record), **read_door(record.rec_headers))


def read_body(record: ArcWarcRecord) -> bytes:
    """The bytes of a document as they were archived, whatever its headers say of them."""
    return record.raw_stream.read()


def unlisted_files(data: Path, listed: Iterable[str]) -> list[Path]:
    """Whole archive files that the warehouse does not know: a run was ended before it loaded them.

    Half-written files of such a run are removed. Files of nothing but sights are left out: no
    document stands in them, and a run that was ended writes the same one again.
    """
    folder, known = data / ARCHIVE_FOLDER, set(listed)
    for partial in folder.glob(f"*{_PARTIAL}"):
        partial.unlink()
    return [
        path
        for path in sorted(folder.glob(f"{_DOCUMENTS}-*.warc.gz"))
        if path.relative_to(data).as_posix() not in known
    ]
