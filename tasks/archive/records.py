"""WARC and ARC files of any tool, record by record.

In: a file, and the offset of the record to begin with. Out: ArchivedResponse values for what a site
answered, with the digest checked, and ArchiveBreak values where the file cannot be read on. Held in
memory: one record, up to the limit given, and the one behind it. Our own archive is read by
`warc.py`.

What is as it should be is read by `sound_records.py`, ten times as fast; here is read what is not.
"""

import os
import re
import zlib
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParserException

from tasks.archive.responses import (
    TELLING,
    ArchiveBreak,
    ArchivedResponse,
    Undecodable,
    decode_payload,
    read_moment,
)
from tasks.archive.sound_records import read_sound_records

_BLOCK = 65_536
#: So many records are read here before the faster reader is tried again.
_STRETCH = 20
#: Packed bytes at a time: a block can unpack to a thousand times its size, and is held whole.
_PACKED_BLOCK = 8_192
#: Beginnings that may be records, and how many bytes of a block must be looked at again.
_BEGINNING = re.compile(rb"\x1f\x8b\x08|\r\n\r\n(?P<plain>WARC/1\.)")
_OVERLAP = 10
_GZIP_MARK = b"\x1f\x8b"
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
            offset = yield from read_sound_records(stream, offset, limit)
            stream.seek(offset)
            broken, begun, following = yield from _read_until_break(stream, offset, limit)
            if broken is None:
                offset = following
                continue
            offset, place = _swallowed_member(stream, begun, broken.offset), begun
            if offset is None:
                offset, place = _next_record(stream, broken.offset + 1), broken.offset
            yield ArchiveBreak(place, broken.reason, offset)


def _read_until_break(
    stream: BinaryIO, start: int, limit: int
) -> Generator[ArchivedResponse | ArchiveBreak, None, tuple[ArchiveBreak | None, int, int | None]]:
    """Some records, up to the end or a break.

    Returned are the break, or None; where the last record began that could be read; and where the
    next one begins after a stretch without a break, None at the end.
    """
    records = ArchiveIterator(stream, arc2warc=True, check_digests=True, block_size=_PACKED_BLOCK)
    offset, count = start, 0
    try:
        while (record := next(records, None)) is not None:
            offset, count = records.offset, count + 1
            response = _read_record(record, offset, limit)
            if missing := _drain(record):
                reason = f"the record at {offset} lacks {missing:,} bytes"
                return ArchiveBreak(offset, reason), offset, None
            if response is not None:
                yield _checked(response, record)
            records.read_to_end()
            if count >= _STRETCH and records.offset > offset:
                return None, offset, records.offset
    except RECORD_FAULTS as error:
        said = " ".join(str(error).split())[:200]
        # In a damaged member warcio may count back: reading on from there would never end.
        place = max(records.offset, offset)
        return ArchiveBreak(place, f"no record can be read at {place}: {said}"), offset, None
    # A member that cannot be unpacked looks to warcio like the end of the file.
    if records.offset < stream.seek(0, os.SEEK_END):
        place = max(records.offset, offset)
        return ArchiveBreak(place, f"what follows at {place} cannot be unpacked"), offset, None
    return None, offset, None


def _read_record(record: ArcWarcRecord, offset: int, limit: int) -> ArchivedResponse | None:
    """What a record tells of a document; None for requests, metadata and the like."""
    headers, http = record.rec_headers, record.http_headers
    if not (headers.get_header("Content-Length") or "").strip().isdigit():
        # Any line of five words is a record of ARC to warcio; its last word is the length.
        raise ArchiveLoadFailed("a record without a length")
    if record.rec_type not in TELLING:
        return None
    payload = record.raw_stream.read(limit + 1)
    fault = reason = None
    if len(payload) > limit:
        fault, reason, body = "too_large", f"over the limit of {limit:,} bytes", b""
    else:
        try:
            body = payload
            if http:
                encodings = map(http.get_header, ("Content-Encoding", "Transfer-Encoding"))
                body = decode_payload(payload, *encodings, limit)
        except Undecodable as error:
            fault, reason, body = "undecodable", str(error), b""
    content_type = http.get_header("Content-Type") if http else record.content_type
    return ArchivedResponse(
        offset=offset,
        record_type=record.rec_type,
        address=headers.get_header("WARC-Target-URI") or "",
        seen_at=read_moment(headers.get_header("WARC-Date")),
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
