"""Records of sound WARC files, read fast with FastWARC, up to the first that is not as it should.

In: an open file and the offset of the record to begin with. Out: ArchivedResponse values whose
digests were right, and the offset from which `records.py` reads on with more care. It never judges:
a record that is damaged, too large, without a length or unusual in any way is left to that one.
"""

from collections.abc import Generator
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord

from tasks.archive.responses import (
    TELLING,
    ArchivedResponse,
    Undecodable,
    decode_payload,
    read_moment,
)


class _Unusual(ValueError):
    """The record is to be read with care."""


def read_sound_records(
    stream: BinaryIO, start: int, limit: int
) -> Generator[ArchivedResponse, None, int]:
    """Records from the one at `start` on; returned is where the first begins that was not given.

    A record is given when the one behind it was reached: so its end was sound too, and the last one
    of a file is always left.

    Args:
        limit: greatest number of bytes of a body.
    """
    stream.seek(start)
    offset, held = start, None
    try:
        for record in ArchiveIterator(stream, parse_http=False):
            if held is not None:
                yield held
            offset, held = record.stream_pos, None
            held = _read(record, limit)
    except (OSError, ValueError):  # a fault of the disk comes again where it is read with care
        return offset
    return offset


def _read(record: WarcRecord, limit: int) -> ArchivedResponse | None:
    """What a record tells of a document; None for requests, metadata and the like."""
    fields = record.headers.asdict()
    told = _fold(fields)
    if not told.get("content-length", "").isdigit() or record.content_length > limit:
        raise _Unusual
    record_type = told.get("warc-type", "")
    if record_type not in TELLING:
        return None
    address = told.get("warc-target-uri", "")
    has_answer = record_type != "resource"
    if has_answer and not (record.is_http and address.startswith("http")):
        raise _Unusual
    # Tools differ in what the digest of a payload is taken of: that of the block decides.
    has_digest = "warc-block-digest" in told
    if has_digest and not record.verify_block_digest():
        raise _Unusual
    http, status = _parse_head(record) if has_answer else (told, None)
    is_payload_told = not has_digest and "warc-payload-digest" in told
    if is_payload_told and not record.verify_payload_digest():
        raise _Unusual
    body = record.reader.read()
    if has_answer and ("content-encoding" in http or "transfer-encoding" in http):
        body = _decode(body, http, limit)
    content_type = http.get("content-type", "")
    if not (content_type.isascii() and all(map(str.isascii, fields.values()))):
        raise _Unusual  # whose encoding is a matter of opinion
    return ArchivedResponse(
        offset=record.stream_pos,
        record_type=record_type,
        address=address,
        seen_at=read_moment(told.get("warc-date")),
        http_status=status,
        content_type=content_type,
        body=body,
        fields=fields,
    )


def _parse_head(record: WarcRecord) -> tuple[dict[str, str], int]:
    """The headers of an answer of HTTP, and its status."""
    record.parse_http()
    http = record.http_headers
    if http is None or http.status_code is None:
        raise _Unusual
    return _fold(http.asdict()), http.status_code


def _fold(headers: dict[str, str]) -> dict[str, str]:
    """Headers by their names in lower case: a look-up in the library's own costs ten of these."""
    folded = {name.lower(): value for name, value in headers.items()}
    if len(folded) != len(headers):
        raise _Unusual  # a header twice, in two spellings
    return folded


def _decode(body: bytes, http: dict[str, str], limit: int) -> bytes:
    try:
        return decode_payload(
            body, http.get("content-encoding"), http.get("transfer-encoding"), limit
        )
    except Undecodable as error:
        raise _Unusual from error
