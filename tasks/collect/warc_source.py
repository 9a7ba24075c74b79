"""Web archives as sources: WARC and ARC, plain or gzipped, of any tool.

In: the path of an archive. Out: a document for each page that a site answered with, with its
address and its time; a refusal for each answer that is no page, each record whose digest is wrong,
and each place where the file is broken. One record is held at a time; an input is named by the
offset of its record, so that reading can begin there again.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import unquote

from tasks.archive.records import read_records
from tasks.archive.responses import ArchiveBreak, ArchivedResponse
from tasks.collect.addresses import is_address
from tasks.collect.source import Collected, Refusal, Source, collector
from tasks.errors import Fate
from tasks.models import RawDocument

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
#: Types that a record of our own archive may have beside HTML.
_OWN_TYPES = frozenset({"text/plain", "application/json"})
#: So many bytes are looked at where a server did not say what it sent.
_SNIFFED = 512


@collector("warc")
def collect_warc(source: Source, max_document_bytes: int) -> Iterator[Collected]:
    """The documents of one archive, in the order of its records.

    When the source says at which record to begin, nothing before it is read; a refusal says so.
    """
    file_name = source.name_file(source.path)
    start = source.starts.get(file_name, 0)
    if start:
        reason = f"records before offset {start} are loaded already: reading went on there"
        uri = f"file:{source.name}/{file_name}#read-on-{start}"
        yield Refusal(uri, source.name, Fate.SKIPPED, reason)
    count = 0
    try:
        modified_at = _modified_at(source)
        for item in read_records(source.path, max_document_bytes, start):
            count += 1
            name = f"{file_name}#{item.offset}"
            if isinstance(item, ArchiveBreak):
                yield _refuse_break(source, name, item)
            else:
                yield _collect_response(source, name, item, modified_at)
    except OSError as error:
        reason = f"{error.strerror}; make the file readable, or remove it"
        yield Refusal(f"file:{source.name}/{file_name}", source.name, Fate.UNREADABLE, reason)
    else:
        if not count:
            reason = "the archive holds no answer of a site; give one that does"
            yield Refusal(f"file:{source.name}/{file_name}", source.name, Fate.EMPTY, reason)


def _collect_response(
    source: Source, name: str, response: ArchivedResponse, modified_at: datetime
) -> Collected:
    """A document, or why the record gives none. A record without a time has that of its file."""
    seen_at = response.seen_at or modified_at

    def refuse(fate: Fate, reason: str) -> Refusal:
        return Refusal(f"file:{source.name}/{name}", source.name, fate, reason, seen_at)

    place = f"{response.address or 'a record without an address'} at offset {response.offset}"
    media_type, charset = _read_content_type(response.content_type)
    if response.fault:
        return refuse(Fate(response.fault), f"{place}: {response.fault_reason}")
    if response.record_type == "revisit":
        return refuse(Fate.UNCHANGED, f"{place}: the same bytes as an earlier answer")
    if response.http_status not in (None, 200):
        return refuse(Fate.SKIPPED, f"{place}: status {response.http_status}, not a page")
    if source.is_own_archive and _is_our_own(response):
        return _restore(response, media_type, seen_at)
    if not _is_html(media_type, response.body):
        return refuse(Fate.SKIPPED, f"{place}: {media_type or 'of no known type'}, not HTML")
    if not is_address(response.address):
        return refuse(Fate.SKIPPED, f"{place}: not had from the web")
    if not response.body.strip():
        return refuse(Fate.EMPTY, f"{place}: an empty page")
    return RawDocument(
        uri=f"file:{source.name}/{name}",
        source_name=source.name,
        file_name=name,
        url=response.address,
        content_type="text/html",
        charset=charset,
        body=response.body,
        seen_at=seen_at,
    )


def _is_our_own(response: ArchivedResponse) -> bool:
    return "Dateline-Uri" in response.fields


def _restore(response: ArchivedResponse, media_type: str, seen_at: datetime) -> RawDocument:
    """A document of our own archive under the names it had: the same article once more."""

    def field(name: str) -> str | None:
        value = response.fields.get(f"Dateline-{name}")
        return unquote(value) if value else None

    return RawDocument(
        uri=field("Uri") or response.address,
        source_name=field("Source") or "",
        file_name=field("File"),
        url=field("Url"),
        content_type=field("Type") or (media_type if media_type in _OWN_TYPES else "text/html"),
        charset=field("Charset"),
        body=response.body,
        seen_at=seen_at,
    )


def _refuse_break(source: Source, name: str, item: ArchiveBreak) -> Refusal:
    goes_on = (
        f"reading went on at offset {item.next_offset}"
        if item.next_offset is not None
        else "nothing after it was read; records before it are used: get the file once more"
    )
    uri = f"file:{source.name}/{name}-break"
    return Refusal(uri, source.name, Fate.BROKEN_ARCHIVE, f"{item.reason}; {goes_on}")


def _read_content_type(written: str) -> tuple[str, str | None]:
    """Media type in lower case, and the charset that stands behind it."""
    media_type, *parameters = (part.strip() for part in written.split(";"))
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "charset":
            return media_type.lower(), value.strip().strip("\"'") or None
    return media_type.lower(), None


def _is_html(media_type: str, body: bytes) -> bool:
    if media_type in _HTML_TYPES:
        return True
    head = body[:_SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return not media_type and head.startswith((b"<!doctype html", b"<html"))


def _modified_at(source: Source) -> datetime:
    moment = datetime.fromtimestamp(source.path.stat().st_mtime, UTC)
    return moment.replace(tzinfo=None)
