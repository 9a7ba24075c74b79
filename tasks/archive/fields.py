"""The fields of our records: what an input's door knew, and where bytes seen again stand.

In: documents and refs. Out: header fields of WARC records, and their values again. Fields of our
own begin with `Dateline-`; other readers skip them. Their values are percent-encoded, so that they
come back exactly as they were.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, unquote

from warcio.statusandheaders import StatusAndHeaders

from tasks.models import Answer, DateCandidate, DocumentRef, RawDocument

#: Characters of an address that stay as they are in `WARC-Target-URI`; encoded ones stay encoded.
ADDRESS = ":/?#[]@!$&'()*+,;=%~"
#: Characters that stay readable in our own fields.
_READABLE = ":/#?&= "
_TIME = "%Y-%m-%dT%H:%M:%S.%fZ"
#: What is not written of a day, because most are so.
_USUAL = {"precision": "day", "is_chosen": False, "refused_because": None}
#: What WARC 1.1 calls an answer that says the same as an earlier one, and a sight of bytes that
#: stand elsewhere.
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_SAME_BYTES = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


def write_digest(document_id: str) -> str:
    """A document_id as WARC writes the digest of a payload, padded, as its readers compare it."""
    return f"sha256:{base64.b32encode(bytes.fromhex(document_id)).decode()}"


def read_digest(written: str) -> str:
    """The document_id of a digest.

    Raises:
        ValueError: no sha256.
    """
    name, _, digits = written.partition(":")
    if name != "sha256":
        raise ValueError(f"a digest of kind {name!r}, not sha256")
    return base64.b32decode(digits + "=" * (-len(digits) % 8)).hex()


def has_digest(headers: StatusAndHeaders, document_id: str) -> bool:
    """Whether the digest of a record is that of a document."""
    try:
        return read_digest(headers.get_header("WARC-Payload-Digest") or "") == document_id
    except ValueError:
        return False


def write_door(seen: RawDocument | DocumentRef) -> dict[str, str]:
    """When something was seen, and what the input's door knew of it."""
    fields = {
        "WARC-Date": seen.seen_at.strftime(_TIME),
        "Dateline-Uri": quote(seen.uri, safe=_READABLE),
        "Dateline-Source": quote(seen.source_name, safe=_READABLE),
        "Dateline-File": quote(seen.file_name or "", safe=_READABLE),
        "Dateline-Url": quote(seen.url or "", safe=_READABLE),
        "Dateline-Charset": quote(seen.charset or "", safe=_READABLE),
        "Dateline-Type": seen.content_type,
        "Dateline-Days": quote(write_days(seen.days), safe=_READABLE),
        "Dateline-Moved-Article": seen.moved_article_id or "",
    }
    return {name: value for name, value in fields.items() if value}


def read_door(headers: StatusAndHeaders) -> dict[str, Any]:
    """What `write_door` wrote, by the names of the fields of a document."""

    def field(name: str) -> str | None:
        value = headers.get_header(f"Dateline-{name}")
        return unquote(value) if value else None

    return {
        "uri": field("Uri") or headers.get_header("WARC-Target-URI"),
        "source_name": field("Source") or "",
        "file_name": field("File"),
        "url": field("Url"),
        "charset": field("Charset"),
        "content_type": field("Type") or headers.get_header("Content-Type"),
        "days": read_days(field("Days") or ""),
        "moved_article_id": field("Moved-Article"),
        "seen_at": datetime.strptime(headers.get_header("WARC-Date"), _TIME),
    }


def write_days(days: Sequence[DateCandidate]) -> str:
    """Days that a source gave, as JSON; empty for none."""
    if not days:
        return ""
    told = [{k: v for k, v in asdict(day).items() if v != _USUAL.get(k)} for day in days]
    return json.dumps(told, default=str, ensure_ascii=False)


def read_days(written: str) -> tuple[DateCandidate, ...]:
    """What `write_days` wrote."""
    return tuple(
        DateCandidate(**{**fields, "candidate": date.fromisoformat(fields["candidate"])})
        for fields in (json.loads(written) if written else ())
    )


def write_answer(answer: Answer) -> dict[str, str]:
    """The fields of an answer that is no document; it has no name of ours, so no sight is read."""
    fields = {"WARC-Date": answer.seen_at.strftime(_TIME)}
    if answer.same_as:
        fields["WARC-Profile"] = _NOT_MODIFIED if answer.status == 304 else _SAME_BYTES
        fields["WARC-Payload-Digest"] = write_digest(answer.same_as)
        fields["WARC-Refers-To-Target-URI"] = quote(answer.address, safe=ADDRESS)
    return fields


def is_sight(headers: StatusAndHeaders) -> bool:
    """Whether a record is a sight of a document: it says under which name."""
    return headers.get_header("Dateline-Uri") is not None


def write_sight(ref: DocumentRef) -> dict[str, str]:
    """All fields of a revisit record: a sight of bytes that stand elsewhere in the archive."""
    return {
        **write_door(ref),
        "WARC-Profile": _SAME_BYTES,
        "WARC-Payload-Digest": write_digest(ref.document_id),
        "WARC-Refers-To-Target-URI": quote(ref.uri, safe=ADDRESS),
        "Dateline-Bytes": str(ref.byte_count),
        "Dateline-Place": f"{ref.archive_file}#{ref.archive_offset}",
    }


def read_sight(headers: StatusAndHeaders, archived_at: datetime) -> DocumentRef:
    """What `write_sight` wrote.

    Raises:
        ValueError, TypeError: it is not a record of ours, or damaged.
    """
    archive_file, _, offset = headers.get_header("Dateline-Place").rpartition("#")
    return DocumentRef(
        document_id=read_digest(headers.get_header("WARC-Payload-Digest")),
        byte_count=int(headers.get_header("Dateline-Bytes")),
        archive_file=archive_file,
        archive_offset=int(offset),
        archived_at=archived_at,
        **read_door(headers),
    )
