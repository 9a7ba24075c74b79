"""Addresses that a source names: feeds, sitemaps and lists kept as files, and addresses themselves.

In: a Source with a path to a feed, a sitemap or a list, or with an address. Out: a FoundAddress for
each page that is named, and a refusal for each entry that is none. What a feed or a sitemap says of
the day of publication goes with the address. Fetches nothing.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from tasks.collect.address_list import BadLine, read_address_list
from tasks.collect.feed import parse_feed
from tasks.collect.feed_dates import read_feed_date, read_iso_moment
from tasks.collect.sitemap import SitemapEntry, SitemapFault, SitemapLink, read_sitemap
from tasks.collect.source import Found, FoundAddress, Refusal, Source, collector
from tasks.collect.xml_safety import HEAD_BYTES, root_name
from tasks.errors import BadInput, Fate, TooLarge
from tasks.models import DateCandidate

#: A file has no address: relative links in it lead nowhere, and no site is its own.
_NO_ADDRESS = ""


@collector("address")
def collect_address(source: Source, max_document_bytes: int) -> Iterator[Found]:
    """One address; what is behind it, a page, a feed or a sitemap, shows when it is fetched."""
    yield FoundAddress(source.url, source.name, "the source itself", wanted="any")


@collector("addresses")
def collect_address_list(source: Source, max_document_bytes: int) -> Iterator[Found]:
    """The addresses of a list, one a line; bad lines by their number."""
    yield from _refusing_unreadable(source, _read_list(source, max_document_bytes))


@collector("xml")
def collect_xml(source: Source, max_document_bytes: int) -> Iterator[Found]:
    """The addresses of a feed or a sitemap, whichever the file turns out to be."""
    yield from _refusing_unreadable(source, _read_xml(source, max_document_bytes))


@collector("feed")
def collect_feed(source: Source, max_document_bytes: int) -> Iterator[Found]:
    """The addresses of a feed kept as a file."""
    yield from _refusing_unreadable(source, _read_feed(source, max_document_bytes))


@collector("sitemap")
def collect_sitemap(source: Source, max_document_bytes: int) -> Iterator[Found]:
    """The addresses of a sitemap kept as a file; the sitemaps that an index names are addresses."""
    yield from _refusing_unreadable(source, _read_sitemap(source))


def _refusing_unreadable(source: Source, items: Iterator[Found]) -> Iterator[Found]:
    """The items; where the file itself is bad, one refusal of it after what was read."""
    uri = f"file:{source.name}/{source.name_file(source.path)}"
    try:
        yield from items
    except BadInput as error:
        yield Refusal(uri, source.name, error.fate, error.reason)
    except OSError as error:
        reason = f"{error.strerror}; make the file readable, or remove it"
        yield Refusal(uri, source.name, Fate.UNREADABLE, reason)


def _read_list(source: Source, limit: int) -> Iterator[Found]:
    name = source.name_file(source.path)
    with source.path.open("rb") as stream:
        for item in read_address_list(iter(lambda: stream.readline(limit), b"")):
            place = f"file:{source.name}/{name}#{item.line_no}"
            if not isinstance(item, BadLine):
                yield FoundAddress(item.address, source.name, f"line {item.line_no} of {name}")
            elif item.first_line_no:
                yield Refusal(place, source.name, Fate.DUPLICATE, item.reason)
            else:
                yield Refusal(place, source.name, Fate.BAD_ADDRESS, item.reason)


def _read_xml(source: Source, limit: int) -> Iterator[Found]:
    with source.path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    root = root_name(head.replace(b"\0", b"").decode("latin-1")) or ""
    if root.rpartition(":")[2] in ("urlset", "sitemapindex"):
        yield from _read_sitemap(source)
    else:
        yield from _read_feed(source, limit)


def _read_feed(source: Source, limit: int) -> Iterator[Found]:
    name = source.name_file(source.path)
    size = source.path.stat().st_size
    if size > limit:
        raise TooLarge(f"{size:,} bytes, over the limit of {limit:,}; split it")
    read_at = _changed_at(source)
    feed = parse_feed(source.path.read_bytes(), _NO_ADDRESS, read_at)
    for entry in feed.entries:
        days = tuple(filter(None, (day.as_candidate() for day in entry.dates)))
        yield FoundAddress(entry.address, source.name, f"the feed {name}", entry.title, days)
    for lost in feed.lost:
        uri = f"file:{source.name}/{name}#{lost.number}"
        yield Refusal(uri, source.name, lost.fate, lost.reason)
    for number, note in enumerate(feed.notes, start=1):
        yield Refusal(f"file:{source.name}/{name}#note-{number}", source.name, Fate.SKIPPED, note)


def _read_sitemap(source: Source) -> Iterator[Found]:
    name, read_at = source.name_file(source.path), _changed_at(source)
    with source.path.open("rb") as stream:
        for number, item in enumerate(read_sitemap(stream, _NO_ADDRESS), start=1):
            match item:
                case SitemapFault(fate, reason):
                    yield Refusal(f"file:{source.name}/{name}#{number}", source.name, fate, reason)
                case SitemapLink(address):
                    found_in = f"the sitemap index {name}"
                    yield FoundAddress(address, source.name, found_in, wanted="any")
                case SitemapEntry(address, title=title):
                    days = days_of(item, read_at)
                    yield FoundAddress(address, source.name, f"the sitemap {name}", title, days)


def days_of(entry: SitemapEntry, read_at: datetime) -> tuple[DateCandidate, ...]:
    """What a sitemap states of a page's day: of publication where it is of news, else of change."""
    dates = []
    for kind, raw in (("published", entry.published), ("updated", entry.last_modified)):
        if raw:
            dates += read_feed_date(kind, raw, read_at, read_iso_moment(raw))
    return tuple(filter(None, (date.as_candidate() for date in dates)))


def _changed_at(source: Source) -> datetime:
    """When a file was changed: the moment that its `future` counts from."""
    moment = datetime.fromtimestamp(source.path.stat().st_mtime, UTC)
    return moment.replace(tzinfo=None)
