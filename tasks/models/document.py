"""One input: its bytes, where they are kept, and how it ended."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from tasks.models.page import DateCandidate

#: Header fields of HTTP in order, as received.
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What is on record of an input that was asked for on the web.

    final_uri is the address after redirects; etag and last_modified are as received, for the next
    request; may_retry: a later run may have more luck.
    """

    final_uri: str
    http_status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    may_retry: bool = False
    is_certificate_checked: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer that is no document, for the archive alone: a feed, an error, a 304.

    body is as it came over the wire; same_as is the document that the server says is unchanged.
    """

    address: str
    seen_at: datetime
    status: int
    headers: Headers
    body: bytes = b""
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class RawDocument:
    """The bytes of one input as they came, with what its door knew of them.

    uri names the input in the run (`file:folder/name.txt`, `file:lines.jsonl#3`, or an address);
    file_name is the path relative to the SOURCE named, with `/`; seen_at (UTC, naive) is the
    input's own time: a file's modification time, a response's arrival. days are what the source
    that named it says of its day of publication; moved_article_id is the article that this address
    was known as before it moved for ever.
    """

    uri: str
    source_name: str
    file_name: str | None
    url: str | None
    content_type: str  # media type without parameters: text/plain, text/html, application/json
    charset: str | None  # as the transport declared it
    body: bytes
    seen_at: datetime
    days: tuple[DateCandidate, ...] = ()
    moved_article_id: str | None = None
    fetched: Fetched | None = None
    headers: Headers = ()  # of the response, without those that speak of its packing

    @property
    def document_id(self) -> str:
        """sha256 of the bytes, 64 hex digits."""
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """Where an input's bytes are and what its door knew of them: a RawDocument without the body.

    archive_file is relative to the data folder.
    """

    document_id: str
    uri: str
    source_name: str
    file_name: str | None
    url: str | None
    content_type: str
    charset: str | None
    byte_count: int
    seen_at: datetime
    archive_file: str
    archive_offset: int
    archived_at: datetime
    days: tuple[DateCandidate, ...] = ()
    moved_article_id: str | None = None
    fetched: Fetched | None = None

    @classmethod
    def of(
        cls,
        document: RawDocument,
        document_id: str,
        archive_file: str,
        archive_offset: int,
        archived_at: datetime,
    ) -> "DocumentRef":
        """The ref of a document that stands in the archive."""
        return cls(
            document_id=document_id,
            uri=document.uri,
            source_name=document.source_name,
            file_name=document.file_name,
            url=document.url,
            content_type=document.content_type,
            charset=document.charset,
            byte_count=len(document.body),
            seen_at=document.seen_at,
            archive_file=archive_file,
            archive_offset=archive_offset,
            archived_at=archived_at,
            days=document.days,
            moved_article_id=document.moved_article_id,
            fetched=document.fetched,
        )


@dataclass(frozen=True, slots=True)
class InputFate:
    """How one input of a run ended; fate is a word of `tasks.errors.Fate`."""

    input_no: int
    uri: str
    source_name: str
    seen_at: datetime | None
    stage: str
    fate: str
    reason: str | None = None
    document_id: str | None = None
    article_id: str | None = None
    fetched: Fetched | None = None
