"""Feeds and sitemaps that a site names: in the markup of its home page, and in robots.txt.

In: the bytes of a page with its address, the text of robots.txt. Out: what they name, the most
useful first: news sitemaps, main feeds, other feeds, sitemaps, feeds of comments. Nothing is asked
for here; what stands behind an address may turn out to be something else.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from lxml import etree, html

from tasks.collect.addresses import BadAddress, is_on_site, tidy_address
from tasks.extract.decode import decode

#: No site names more that is worth a look.
MOST_FOUND = 100

_FEED_TYPES = {
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/json",
    "text/xml",
    "application/xml",
}
_COMMENTS = re.compile(r"comment|kommentar|replies", re.IGNORECASE)
_NEWS = re.compile(r"news", re.IGNORECASE)
#: Paths of links that feeds are known to stand under.
_FEED_PATH = re.compile(
    r"(?:^|/)(?:feeds?|rss|atom)(?:/?$|/?\.xml$|\.json$)|\.(?:rss|atom|rdf)$", re.I
)
_SITEMAP_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


class Usefulness(IntEnum):
    """What to try first: fresh and complete before large and old."""

    NEWS_SITEMAP = 0
    FEED = 1
    LINKED_FEED = 2
    SITEMAP = 3
    COMMENTS = 4


@dataclass(frozen=True, slots=True)
class FoundSource:
    """A feed or a sitemap that a site names. kind is `feed` or `sitemap`; found_in says where."""

    address: str
    kind: str
    usefulness: Usefulness
    title: str | None
    found_in: str


def discover(
    page: bytes | None, address: str, robots: str | None = None, charset: str | None = None
) -> tuple[FoundSource, ...]:
    """All feeds and sitemaps that are named, each once, the most useful first.

    Args:
        page: the home page, if it was had.
        address: of the page; of robots.txt the site.
        robots: the text of robots.txt, if there is one.
    """
    named = [*_in_robots(robots or "", address)]
    if page:
        named += _in_page(decode(page, charset, is_html=True).text, address)
    best: dict[str, FoundSource] = {}
    for found in sorted(named, key=lambda f: f.usefulness):
        best.setdefault(found.address, found)
    return tuple(best.values())[:MOST_FOUND]


def _in_robots(robots: str, address: str) -> Iterator[FoundSource]:
    """The lines `Sitemap:`; RFC 9309 lets them stand anywhere, also for other hosts."""
    for written in _SITEMAP_LINE.findall(robots.lstrip("\ufeff")):
        is_news = _NEWS.search(written.rpartition("/")[2])
        usefulness = Usefulness.NEWS_SITEMAP if is_news else Usefulness.SITEMAP
        yield from _found(written, address, "sitemap", usefulness, None, "robots.txt")


def _in_page(text: str, address: str) -> Iterator[FoundSource]:
    try:
        tree = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):  # an empty page
        return
    base = next(iter(tree.xpath("//base/@href")), None)
    try:
        base = tidy_address(base, address) if base else address
    except BadAddress:
        base = address
    yield from _in_head(tree.iter("link"), base)
    for link in tree.iter("a"):
        href = link.get("href") or ""
        path = href.partition("?")[0].partition("#")[0]
        if _FEED_PATH.search(path):
            found = _found(
                href, base, "feed", Usefulness.LINKED_FEED, link.text_content(), "a link"
            )
            yield from (f for f in found if is_on_site(f.address, address))


def _in_head(links: Iterable[html.HtmlElement], base: str) -> Iterator[FoundSource]:
    for link in links:
        relations = (link.get("rel") or "").lower().split()
        media_type = (link.get("type") or "").partition(";")[0].strip().lower()
        href, title = link.get("href") or "", link.get("title")
        if "sitemap" in relations:
            yield from _found(href, base, "sitemap", Usefulness.SITEMAP, title, "<link>")
        elif "alternate" in relations and media_type in _FEED_TYPES and _says_feed(link):
            is_of_comments = _COMMENTS.search(f"{title or ''} {href}")
            usefulness = Usefulness.COMMENTS if is_of_comments else Usefulness.FEED
            yield from _found(href, base, "feed", usefulness, title, "<link>")


def _says_feed(link: html.HtmlElement) -> bool:
    """Types that serve other things too (oEmbed, an API) need an address that looks like a feed."""
    media_type = (link.get("type") or "").partition(";")[0].strip().lower()
    is_general = media_type in {"application/json", "text/xml", "application/xml"}
    path = (link.get("href") or "").partition("?")[0]
    return not is_general or bool(_FEED_PATH.search(path))


def _found(
    href: str, base: str, kind: str, usefulness: Usefulness, title: str | None, found_in: str
) -> Iterator[FoundSource]:
    if not href.strip():
        return
    try:
        target = tidy_address(href, base)
    except BadAddress:
        return
    yield FoundSource(target, kind, usefulness, " ".join((title or "").split()) or None, found_in)
