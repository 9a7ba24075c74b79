"""WARC and ARC files of any tool, record by record.

In: a file, and the offset of the record to begin with. Out: ArchivedResponse values for what a site
answered, with the digest checked, and ArchiveBreak values where the file cannot be read on. Held in
memory: one record, up to the limit given, and the one behind it. `walk_records` is the same for a
reader of one's own: `sights.py` reads our own archive with it.

What is as it should be is read by `sound_records.py`, ten times as fast; here is read what is not.
"""

import os
import re
import zlib
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeVar

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
#: What warcio raises over bytes that are no record; AttributeError for one without an address,
#: TypeError where a field is missing that `fields.py` wrote.
RECORD_FAULTS = (
    ArchiveLoadFailed,
    StatusAndHeadersParserException,
    EOFError,
    zlib.error,
    AttributeError,
    ValueError,
    IndexError,
    TypeError,
)

#: What a reader makes of a record.
Told = TypeVar("Told")


def read_records(
    path: Path, limit: int, start: int = 0
) -> Iterator[ArchivedResponse | ArchiveBreak]:
    """What sites answered, in the order of the records of a file, from the one at `start` on.

    Args:
        limit: greatest number of bytes of a body.

    Raises:
        OSError: the file cannot be opened or read.
    """
    return walk_records(
        path,
        partial(_read_checked, limit=limit),
        start,
        check_digests=True,
        read_sound=partial(read_sound_records, limit=limit),
    )


def walk_records(
    path: Path,
    read: Callable[[ArcWarcRecord, int], Told | None],
    start: int = 0,
    check_digests: bool = False,
    read_sound: Callable[[BinaryIO, int], Generator[Told, None, int]] | None = None,
) -> Iterator[Told | ArchiveBreak]:
    """What `read` makes of each record of a file in order, from the one at `start` on.

    After a break in a file of gzip members reading goes on at the next member that begins a record.

    Args:
        read: gets a record and the offset at which it begins; None for one that tells nothing.
        check_digests: whether the digests of a record are checked while it is read.
        read_sound: a faster reader, tried first and again after some records; from an offset on it
            gives what it is sure of, and returns where it left off.

    Raises:
        OSError: the file cannot be opened or read.
    """
    with path.open("rb") as stream:
        offset: int | None = start
        while offset is not None:
            if read_sound is not None:
                offset = yield from read_sound(stream, offset)
            stream.seek(offset)
            records = ArchiveIterator(
                stream, arc2warc=True, check_digests=check_digests, block_size=_PACKED_BLOCK
            )
            most = None if read_sound is None else _STRETCH
            end = yield from _read_until_break(records, offset, read, most)
            if end.following is not None:
                offset = end.following
                continue
            broken = _find_break(stream, offset, end)
            if broken is None:
                return
            yield broken
            offset = broken.next_offset


@dataclass(frozen=True, slots=True)
class _End:
    """Where reading came to an end. reason: why, None where the library saw nothing wrong.

    begun: where the last record began; is_read: whether all of it was read; place: how far the
    library counted, which in a damaged file may be too far, or back. following: where the next
    record begins, after a stretch of them without a break.
    """

    reason: str | None
    begun: int
    is_read: bool
    place: int
    following: int | None = None


def _read_until_break(
    records: ArchiveIterator,
    start: int,
    read: Callable[[ArcWarcRecord, int], Told | None],
    most: int | None,
) -> Generator[Told, None, _End]:
    """What `most` records tell, or those up to the end of the file or a break in it."""
    begun, is_read, count = start, False, 0
    try:
        while (record := next(records, None)) is not None:
            begun, is_read, count = records.offset, False, count + 1
            told = read(record, begun)
            if missing := _drain(record):
                return _End(f"the record lacks {missing:,} bytes", begun, False, begun)
            if told is not None:
                yield told
            records.read_to_end()
            is_read = True
            if most is not None and count >= most and records.offset > begun:
                return _End(None, begun, is_read, begun, following=records.offset)
    except RECORD_FAULTS as error:
        said = f"no record can be read: {' '.join(str(error).split())[:200]}"
        return _End(said, begun, is_read, max(records.offset, begun))
    return _End(None, begun, is_read, max(records.offset, begun))


def _find_break(stream: BinaryIO, start: int, end: _End) -> ArchiveBreak | None:
    """The break at which reading ended, with where to go on; None at the end of a sound file.

    Of a file of gzip members the members themselves tell: one that is damaged can run on into the
    next ones, and then looks to the library like their end, or like the end of the file.
    """
    size = stream.seek(0, os.SEEK_END)
    stream.seek(end.begun)
    is_packed = stream.read(len(_GZIP_MARK)) == _GZIP_MARK
    behind = _end_of_member(stream, end.begun) if is_packed else None
    if end.reason is None and (behind if is_packed else end.place) == size:
        return None
    if is_packed and behind is None:
        place, search = end.begun, end.begun + 1
    elif is_packed and end.is_read and behind < size:
        place, search = behind, behind + 1
    elif is_packed:
        place, search = end.begun, behind
    else:
        place, search = end.place, end.place + 1
    reason = f"at offset {place} {end.reason or 'a record cannot be unpacked'}"
    return ArchiveBreak(place, reason, _next_record(stream, max(search, start + 1)))


def _read_checked(record: ArcWarcRecord, offset: int, limit: int) -> ArchivedResponse | None:
    """What a record tells of a document, its digests checked."""
    response = _read_record(record, offset, limit)
    _drain(record)
    return _checked(response, record) if response else None


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


def _end_of_member(stream: BinaryIO, begun: int) -> int | None:
    """Where the gzip member that begins at an offset ends; None when it is not whole."""
    stream.seek(begun)
    unpacker = zlib.decompressobj(31)
    try:
        while not unpacker.eof and (block := stream.read(_PACKED_BLOCK)):
            unpacker.decompress(block)
    except zlib.error:
        return None
    return stream.tell() - len(unpacker.unused_data) if unpacker.eof else None


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
