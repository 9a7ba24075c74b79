"""What a record of a web archive tells, whoever reads it.

In: the bytes and headers of a record. Out: an ArchivedResponse, its body without transfer and
content encodings; an ArchiveBreak where a file cannot be read on. Opens no file.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from warcio.bufferedreaders import BufferedReader, ChunkedDataException, ChunkedDataReader

#: Record types that hold, or stand for, a document; the others describe them.
TELLING = frozenset({"response", "resource", "revisit"})
_CHUNK_HEAD = re.compile(rb"[0-9a-fA-F]{1,8}[ \t]*(?:;[^\r\n]*)?\r\n")
_FRACTION = re.compile(r"(\.\d{1,6})\d*")


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


class Undecodable(ValueError):
    """The transfer or content encoding of a body is broken or unknown."""


def decode_payload(
    payload: bytes, content_encoding: str | None, transfer_encoding: str | None, limit: int
) -> bytes:
    """A body without chunks and compression, after the headers of its answer.

    Many tools store what they had unpacked already and leave the headers as they were: a payload
    that does not begin as its header says is taken as it is.

    Raises:
        Undecodable: over the limit unpacked, or an encoding that is broken or not known.
    """
    encoding = (content_encoding or "identity").strip().lower()
    is_chunked = (transfer_encoding or "").strip().lower() == "chunked"
    if is_chunked and _CHUNK_HEAD.match(payload):
        try:
            payload = ChunkedDataReader(BytesIO(payload), raise_exceptions=True).read()
        except ChunkedDataException as error:
            raise Undecodable(f"wrong chunks: {error}") from error
    if encoding in ("identity", "none", "utf-8"):
        return payload
    name = {"x-gzip": "gzip"}.get(encoding, encoding)
    if name not in BufferedReader.get_supported_decompressors():
        if payload.lstrip()[:1] == b"<":
            return payload
        raise Undecodable(f"content encoding {encoding!r} is not one that is read")
    # Blocks are small because one of them may unpack to a thousand times its size.
    reader = BufferedReader(BytesIO(payload), block_size=4096, decomp_type=name)
    body = reader.read(limit + 1)
    if len(body) > limit:
        raise Undecodable(f"over the limit of {limit:,} bytes unpacked")
    return body


def read_moment(written: str | None) -> datetime | None:
    """`WARC-Date` as UTC, naive; None where it is missing or wrong."""
    try:
        written = written or ""
        if "." in written:
            written = _FRACTION.sub(r"\1", written)
        moment = datetime.fromisoformat(written)
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return None
