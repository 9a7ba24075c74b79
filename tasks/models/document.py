"""One input: its bytes, where they are kept, and how it ended."""

import hashlib
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class RawDocument:
    """The bytes of one input as they came, with what its door knew of them.

    uri names the input in the run (`file:folder/name.txt`, `file:lines.jsonl#3`, or an address);
    file_name is the path relative to the SOURCE named, with `/`; seen_at (UTC, naive) is the
    input's own time: a file's modification time, a response's arrival.
    """

    uri: str
    source_name: str
    file_name: str | None
    url: str | None
    content_type: str  # media type without parameters: text/plain, text/html, application/json
    charset: str | None  # as the transport declared it
    body: bytes
    seen_at: datetime

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
