"""One raw document to one page: decode, then the door of its kind.

In: a RawDocument. Out: a Page. Raises BadInput with the fate of what it cannot read. Never looks
at the clock, the network or another document.
"""

from dataclasses import replace

from tasks.errors import BadInput, Fate
from tasks.extract.characters import character_flags
from tasks.extract.decode import decode
from tasks.extract.json_article import read_json_article
from tasks.extract.navigation import drop_navigation
from tasks.extract.text import read_text
from tasks.models import Page, RawDocument

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})


def read_page(document: RawDocument, store_navigation: bool = True) -> Page:
    """Read a document through the door of its content type.

    Args:
        store_navigation: keep menus and site footers of HTML pages in raw_text.

    Raises:
        BadInput: not_text, broken_json, or not_html for a type that has no door.
    """
    page = _read(document)
    page = replace(page, flags=(*page.flags, *character_flags(page.raw_text)))
    return page if store_navigation or not page.is_html else drop_navigation(page)


def _read(document: RawDocument) -> Page:
    is_html = document.content_type in HTML_TYPES
    decoded = decode(document.body, document.charset, is_html)
    if is_html:
        from tasks.extract.html import read_html  # loads trafilatura: only for pages that need it

        return read_html(decoded.text, document.url, decoded.encoding, decoded.flags)
    if document.content_type == "application/json":
        return read_json_article(decoded.text, decoded.encoding, decoded.flags)
    if document.content_type == "text/plain":
        return read_text(decoded.text, decoded.encoding, decoded.flags)
    raise BadInput(
        f"content type {document.content_type} has no door; Dateline reads text/plain, text/html "
        "and application/json",
        Fate.NOT_HTML,
    )
