"""What stands behind an address that may be anything, and what it names.

In: the bytes of an answer, its address, and what its source expects there. Out: a Reading: which
kind it turned out to be, the pages and further sources it names, and what is wrong with the rest.
Fetches nothing; a sitemap is told here and read by `sitemap_walk.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from tasks.collect.address_files import days_of
from tasks.collect.address_list import BadLine, read_address_list
from tasks.collect.addresses import is_address
from tasks.collect.discovery import Usefulness, discover
from tasks.collect.feed import parse_feed
from tasks.collect.sitemap import (
    SitemapEntry,
    SitemapFault,
    SitemapLink,
    read_sitemap,
)
from tasks.collect.source import FoundAddress, Refusal, Source
from tasks.collect.xml_safety import HEAD_BYTES, root_name
from tasks.errors import Fate

#: Roots of XML and the kind of source that each means.
_KIND_OF_ROOT = {
    "rss": "feed",
    "rdf": "feed",
    "feed": "feed",
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
}
#: What of a site's own hints is followed: all but feeds of comments.
_FOLLOWED = (Usefulness.NEWS_SITEMAP, Usefulness.FEED, Usefulness.LINKED_FEED)

SitemapContents = list[SitemapEntry | SitemapLink | SitemapFault]


@dataclass(frozen=True, slots=True)
class Reading:
    """What an answer turned out to be.

    found are the pages (wanted `page`) and the feeds and sitemaps (wanted `any`) that it names, and
    the entries that lead nowhere; summary says it to a person; entry_count counts what it lists.
    """

    kind: str
    summary: str
    entry_count: int
    found: tuple[FoundAddress | Refusal, ...] = ()
    sitemap: tuple[SitemapEntry | SitemapLink | SitemapFault, ...] = ()


def kind_of_body(body: bytes, media_type: str | None, declared: str | None) -> str:
    """feed, sitemap, addresses, site or page: as declared, else as the bytes begin."""
    if declared:
        return declared
    head = body[:HEAD_BYTES].replace(b"\0", b"").decode("latin-1").lstrip("\ufeffï»¿ \t\r\n")
    if head.startswith("{"):
        return "feed"  # a JSON Feed, or its reader says what is wrong
    if body[:2] == b"\x1f\x8b":
        return "sitemap"  # packed as a file: nothing else is
    if media_type == "text/html":
        return "page"
    if media_type == "text/plain" and _begins_with_address(head):
        return "addresses"
    return _KIND_OF_ROOT.get((root_name(head) or "").rpartition(":")[2].lower(), "page")


def _begins_with_address(head: str) -> bool:
    """Whether the first line that is neither empty nor a comment is an address: so lists begin."""
    lines = (line.strip() for line in head.splitlines())
    first = next((line for line in lines if line and not line.startswith("#")), "")
    return is_address(first) and " " not in first.partition(" #")[0]


def read_poll(
    source: Source,
    kind: str,
    body: bytes,
    address: str,
    read_at: datetime,
    charset: str | None = None,
    robots: str | None = None,
) -> Reading:
    """What a feed, sitemap, list or home page names.

    Args:
        address: where it was had in the end: links are resolved from it.
        robots: the text of the site's robots.txt, which may name sitemaps.

    Raises:
        BadInput: it is not of its kind, or must not be read.
    """
    if kind == "feed":
        return _read_feed(source, body, address, read_at, charset)
    if kind == "sitemap":
        contents = tuple(read_sitemap(BytesIO(body), address))
        return Reading(kind, f"a sitemap of {len(contents):,}", len(contents), sitemap=contents)
    if kind == "addresses":
        found = tuple(_read_list(source, body, address))
        return Reading(kind, f"a list of {len(found):,} addresses", len(found), found)
    sources = [
        item for item in discover(body, address, robots, charset) if item.usefulness in _FOLLOWED
    ]
    found = tuple(
        FoundAddress(item.address, source.name, f"{address}, {item.found_in}", wanted="any")
        for item in sources
    )
    return Reading("site", f"a home page that names {len(found)} feeds", len(found), found)


def found_in_sitemap(
    source: Source, entry: SitemapEntry, address: str, read_at: datetime
) -> FoundAddress:
    """A page of a sitemap, with the days that this states."""
    days = days_of(entry, read_at)
    return FoundAddress(entry.address, source.name, f"the sitemap {address}", entry.title, days)


def _read_feed(
    source: Source, body: bytes, address: str, read_at: datetime, charset: str | None
) -> Reading:
    feed = parse_feed(body, address, read_at, charset, source.other_sites)
    found: list[FoundAddress | Refusal] = []
    for entry in feed.entries:
        days = tuple(filter(None, (day.as_candidate() for day in entry.dates)))
        found.append(
            FoundAddress(entry.address, source.name, f"the feed {address}", entry.title, days)
        )
    found += [
        Refusal(f"{address}#{lost.number}", source.name, lost.fate, lost.reason)
        for lost in feed.lost
    ]
    found += [
        Refusal(f"{address}#note-{number}", source.name, Fate.SKIPPED, note)
        for number, note in enumerate(feed.notes, start=1)
    ]
    count = len(feed.entries) + len(feed.lost)
    return Reading("feed", f"{feed.form} of {count:,} entries", count, tuple(found))


def _read_list(source: Source, body: bytes, address: str) -> Iterator[FoundAddress | Refusal]:
    for item in read_address_list(body.splitlines(keepends=True)):
        if not isinstance(item, BadLine):
            yield FoundAddress(item.address, source.name, f"line {item.line_no} of {address}")
        else:
            fate = Fate.DUPLICATE if item.first_line_no else Fate.BAD_ADDRESS
            yield Refusal(f"{address}#{item.line_no}", source.name, fate, item.reason)
