"""Sitemaps: lists of pages, lists of sitemaps, lists of news; plain or gzipped, of any size.

In: a stream of bytes. Out: SitemapEntry and SitemapLink values as they come, and SitemapFault
values for what is wrong; only one element is held at a time. Entities are not resolved,
declarations are refused. Which sitemap comes next is for `sitemap_walk.py`.
"""

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from typing import BinaryIO

from lxml import etree

from tasks.collect.addresses import BadAddress, tidy_address
from tasks.collect.xml_safety import (
    HEAD_BYTES,
    XmlRefused,
    refuse_declarations_in_bytes,
    root_name,
)
from tasks.errors import BadInput, Fate, TooLarge

#: The protocol allows 50 MB of unpacked XML; twice that, and reading ends.
MOST_BYTES = 100_000_000

_ROOTS = {"urlset": "url", "sitemapindex": "sitemap"}


class NotASitemap(BadInput):
    """The document is something else."""

    fate = Fate.NOT_A_SITEMAP


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page. last_modified, published and title are as written; the last two are of news."""

    address: str
    last_modified: str | None = None
    published: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class SitemapLink:
    """Another sitemap that an index names."""

    address: str
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class SitemapFault:
    """Something that could not be read; what stands before it was."""

    fate: Fate
    reason: str


def read_sitemap(
    stream: BinaryIO, address: str, most_bytes: int = MOST_BYTES
) -> Iterator[SitemapEntry | SitemapLink | SitemapFault]:
    """The contents of one sitemap in order.

    Raises:
        NotASitemap: neither a urlset nor a sitemapindex.
        XmlRefused: it declares entities or a DTD.
    """
    reader = _open(stream, most_bytes)
    wanted = _ROOTS[_require_root(reader, address)]
    # libxml2 mends what is broken, but ends at its limits whatever is asked of it.
    elements = etree.iterparse(
        reader,
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for event, element in elements:
            if event == "start":
                if element.getparent() is None:
                    _refuse_dtd(element)
            elif _name(element) == wanted:
                yield _read_element(element, wanted, address)
                _forget(element)
    except TooLarge as error:
        yield SitemapFault(error.fate, f"{address}: {error.reason}")
    except (etree.XMLSyntaxError, EOFError, OSError, zlib.error) as error:
        yield SitemapFault(
            Fate.NOT_A_SITEMAP, f"{address}: broken, what stands before it was read: {error}"
        )


class _Bounded(RawIOBase):
    """A stream that ends with TooLarge after so many bytes."""

    def __init__(self, stream: BinaryIO, most_bytes: int) -> None:
        self._stream, self._left, self._limit = stream, most_bytes, most_bytes

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        block = self._stream.read(len(buffer))
        self._left -= len(block)
        if self._left < 0:
            raise TooLarge(f"over {self._limit:,} bytes unpacked, the rest is left")
        buffer[: len(block)] = block
        return len(block)


def _open(stream: BinaryIO, most_bytes: int) -> BufferedReader:
    """The unpacked bytes, counted while they are unpacked."""
    packed = BufferedReader(_Bounded(stream, most_bytes), HEAD_BYTES)
    if packed.peek(2)[:2] != b"\x1f\x8b":
        return packed
    return BufferedReader(_Bounded(gzip.GzipFile(fileobj=packed), most_bytes), HEAD_BYTES)


def _require_root(reader: BufferedReader, address: str) -> str:
    """The name of the root, looked for before the parser sees a byte."""
    try:
        head = reader.peek(HEAD_BYTES)
    except (EOFError, OSError, zlib.error) as error:
        raise NotASitemap(f"{address}: gzip that cannot be unpacked: {error}") from error
    refuse_declarations_in_bytes(head)
    root = root_name(head.replace(b"\0", b"").decode("latin-1"))
    name = root.rpartition(":")[2] if root else None
    if name not in _ROOTS:
        found = f"<{root}>" if root else repr(head[:40])
        raise NotASitemap(
            f"{address} begins with {found}, not with urlset or sitemapindex; correct the address"
        )
    return name


def _refuse_dtd(root: etree._Element) -> None:
    """Once more, by the parser's own word: for encodings that the look at the bytes cannot read."""
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlRefused("it declares a DTD; entities and DTDs are refused: ask for one without")


def _read_element(
    element: etree._Element, kind: str, base: str
) -> SitemapEntry | SitemapLink | SitemapFault:
    written = {_name(child): (child.text or "").strip() for child in element}
    news = {
        _name(child): (child.text or "").strip()
        for child in element.iter("{*}publication_date", "{*}title")
    }
    try:
        if not written.get("loc"):
            raise BadAddress(f"<{kind}> without <loc>")
        address = tidy_address(written["loc"], base)
    except BadAddress as error:
        return SitemapFault(Fate.BAD_ADDRESS, f"{base}, line {element.sourceline}: {error}")
    changed = written.get("lastmod") or None
    if kind == "sitemap":
        return SitemapLink(address, changed)
    return SitemapEntry(
        address, changed, news.get("publication_date") or None, news.get("title") or None
    )


def _forget(element: etree._Element) -> None:
    """Free an element that was read, and all that stand before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _name(element: etree._Element) -> str:
    """The local name; empty for entities, which are not resolved.

    Not by etree.QName, which refuses names that a mended document may hold.
    """
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
