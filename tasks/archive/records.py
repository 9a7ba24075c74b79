"""WARC and ARC files of any tool, record by record.

In: a file, and the offset of the record to begin with. Out: ArchivedResponse values for what a site
answered, with the digest checked, and ArchiveBreak values where the file cannot be read on. Held in
memory: one record, up to the limit given. Our own archive is read by `warc.py`.
"""

import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader, ChunkedDataException, ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParserException

#: Record types that hold, or stand for, a document; the others describe them.
_TELLING = frozenset({"response", "resource", "revisit"})
_BLOCK = 65_536
#: Packed bytes at a time: a block can unpack to a thousand times its size, and is held whole.
_PACKED_BLOCK = 8_192
#: Beginnings that may be records, and how many bytes of a block must be looked at again.
_BEGINNING = re.compile(rb"\x1f\x8b\x08|\r\n\r\n(?P<plain>WARC/1\.)")
_OVERLAP = 10
_GZIP_MARK = b"\x1f\x8b"
_CHUNK_HEAD = re.compile(rb"[0-9a-fA-F]{1,8}[ \t]*(?:;[^\r\n]*)?\r\n")
_FRACTION = re.compile(r"(\.\d{1,6})\d*")
#: What warcio raises over bytes that are no record; AttributeError for one without an address.
RECORD_FAULTS = (
    ArchiveLoadFailed,
    StatusAndHeadersParserException,
    EOFError,
    zlib.error,
    AttributeError,
    ValueError,
    IndexError,
)


@dataclass(frozen=True, slots=True)
class ArchivedResponse:
    """One record. offset is where it begins in the file; body is without transfer encodings.

    record_type is response, resource or revisit; http_status is None for a resource. fault says
    why the body cannot be used (`too_large`, `bad_digest`, `undecodable`), with fault_reason;
    fields are the headers of the record.
    """

    offset: int
    record_type: str
    address: str
    seen_at: datetime | None
    http_status: int | None
    content_type: str
    body: bytes
    fields: dict[str, str]
    fault: str | None = None
    fault_reason: str | None = None


@dataclass(frozen=True, slots=True)
class ArchiveBreak:
    """The file cannot be read from here. next_offset is where reading went on; None: nowhere."""

    offset: int
    reason: str
    next_offset: int | None = None


def read_records(
    path: Path, limit: int, start: int = 0
) -> Iterator[ArchivedResponse | ArchiveBreak]:
    """The records of a file in order, from the one at `start` on.

    After a break in a file of gzip members reading goes on at the next member that begins a record.

    Args:
        limit: greatest number of bytes of a body.

    Raises:
        OSError: the file cannot be opened or read.
    """
    with path.open("rb") as stream:
        offset: int | None = start
        while offset is not None:
            stream.seek(offset)
            broken, begun = yield from _read_until_break(stream, offset, limit)
            if broken is None:
                return
            offset = _swallowed_member(stream, begun, broken.offset)
            if offset is None:
                offset = _next_record(stream, broken.offset + 1)
            yield ArchiveBreak(broken.offset, broken.reason, offset)


def _read_until_break(
    stream: BinaryIO, start: int, limit: int
) -> Iterator[ArchivedResponse | ArchiveBreak]:
    """Records up to the end or a break; returned are the break, None at the end, and where the
    last record began that could be read."""
    records = ArchiveIterator(stream, arc2warc=True, check_digests=True, block_size=_PACKED_BLOCK)
    offset = start
    try:
        while (record := next(records, None)) is not None:
            offset = records.offset
            response = _read_record(record, offset, limit)
            if missing := _drain(record):
                reason = f"the record at {offset} lacks {missing:,} bytes"
                return ArchiveBreak(offset, reason), offset
            if response is not None:
                yield _checked(response, record)
            records.read_to_end()
    except RECORD_FAULTS as error:
        said = " ".join(str(error).split())[:200]
        # In a damaged member warcio may count back: reading on from there would never end.
        place = max(records.offset, offset)
        return ArchiveBreak(place, f"no record can be read at {place}: {said}"), offset
    # A member that cannot be unpacked looks to warcio like the end of the file.
    if records.offset < stream.seek(0, os.SEEK_END):
        place = max(records.offset, offset)
        return ArchiveBreak(place, f"what follows at {place} cannot be unpacked"), offset
    return None, offset


def _read_record(record: ArcWarcRecord, offset: int, limit: int) -> ArchivedResponse | None:
    """What a record tells of a document; None for requests, metadata and the like."""
    headers, http = record.rec_headers, record.http_headers
    if not (headers.get_header("Content-Length") or "").strip().isdigit():
        # Any line of five words is a record of ARC to warcio; its last word is the length.
        raise ArchiveLoadFailed("a record without a length")
    if record.rec_type not in _TELLING:
        return None
    payload = record.raw_stream.read(limit + 1)
    fault = reason = None
    if len(payload) > limit:
        fault, reason, body = "too_large", f"over the limit of {limit:,} bytes", b""
    else:
        try:
            body = decode_payload(payload, http, limit) if http else payload
        except _Undecodable as error:
            fault, reason, body = "undecodable", str(error), b""
    content_type = http.get_header("Content-Type") if http else record.content_type
    return ArchivedResponse(
        offset=offset,
        record_type=record.rec_type,
        address=headers.get_header("WARC-Target-URI") or "",
        seen_at=_moment(headers.get_header("WARC-Date")),
        http_status=_status(http) if http else None,
        content_type=content_type or "",
        body=body,
        fields=dict(headers.headers),
        fault=fault,
        fault_reason=reason,
    )


def _drain(record: ArcWarcRecord) -> int:
    """Read what is left of a record, for its digest; how many bytes the file lacks."""
    while record.raw_stream.read(_BLOCK):
        pass
    return record.raw_stream.limit


def _checked(response: ArchivedResponse, record: ArcWarcRecord) -> ArchivedResponse:
    """The response, its body taken away when the digest of the record says other bytes.

    Tools differ in what the digest of a payload is taken of, so that of the whole block decides
    where it is given. A digest of an unknown kind proves nothing.
    """
    failed = [problem for problem in record.digest_checker.problems if "digest failed" in problem]
    if record.rec_headers.get_header("WARC-Block-Digest"):
        failed = [problem for problem in failed if problem.startswith("block")]
    if not failed:
        return response
    return replace(response, body=b"", fault="bad_digest", fault_reason="; ".join(failed))


class _Undecodable(ValueError):
    """The transfer or content encoding of a body is broken or unknown."""


def decode_payload(payload: bytes, http: StatusAndHeaders, limit: int) -> bytes:
    """A body without chunks and compression.

    Many tools store what they had unpacked already and leave the headers as they were: a payload
    that does not begin as its header says is taken as it is.
    """
    encoding = (http.get_header("Content-Encoding") or "identity").strip().lower()
    is_chunked = (http.get_header("Transfer-Encoding") or "").strip().lower() == "chunked"
    if is_chunked and _CHUNK_HEAD.match(payload):
        try:
            payload = ChunkedDataReader(BytesIO(payload), raise_exceptions=True).read()
        except ChunkedDataException as error:
            raise _Undecodable(f"wrong chunks: {error}") from error
    if encoding in ("identity", "none", "utf-8"):
        return payload
    name = {"x-gzip": "gzip"}.get(encoding, encoding)
    if name not in BufferedReader.get_supported_decompressors():
        if payload.lstrip()[:1] == b"<":
            return payload
        raise _Undecodable(f"content encoding {encoding!r} is not one that is read")
    # Blocks are small because one of them may unpack to a thousand times its size.
    reader = BufferedReader(BytesIO(payload), block_size=4096, decomp_type=name)
    body = reader.read(limit + 1)
    if len(body) > limit:
        raise _Undecodable(f"over the limit of {limit:,} bytes unpacked")
    return body


def _swallowed_member(stream: BinaryIO, begun: int, broken: int) -> int | None:
    """Where a gzip member begins between a record and the break behind it, or None.

    Bytes damaged at the end of a member can make it run on into the next one.
    """
    stream.seek(begun)
    if stream.read(2) != _GZIP_MARK:
        return None
    found = _next_record(stream, begun + 1)
    return found if found is not None and found < broken else None


def _next_record(stream: BinaryIO, start: int) -> int | None:
    """Where the next record begins that can be read: a gzip member, or a line of plain text."""
    stream.seek(start)
    held, offset = b"", start
    while block := stream.read(_BLOCK):
        held += block
        for match in _BEGINNING.finditer(held):
            if match["plain"]:
                return offset + match.start("plain")
            if _begins_record(stream, offset + match.start()):
                return offset + match.start()
        offset += max(0, len(held) - _OVERLAP)
        held = held[-_OVERLAP:]
        stream.seek(offset + len(held))
    return None


def _begins_record(stream: BinaryIO, offset: int) -> bool:
    """Whether a gzip member at an offset unpacks to the head of a record."""
    stream.seek(offset)
    try:
        return zlib.decompressobj(31).decompress(stream.read(512), 5).startswith(b"WARC/")
    except zlib.error:
        return False


def _status(http: StatusAndHeaders) -> int | None:
    code = http.get_statuscode()
    return int(code) if code.isdigit() else None


def _moment(written: str | None) -> datetime | None:
    """`WARC-Date` as UTC, naive; None where it is missing or wrong."""
    try:
        moment = datetime.fromisoformat(_FRACTION.sub(r"\1", written or ""))
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return None
