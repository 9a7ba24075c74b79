"""The names of an article: its canonical address or file, and the fingerprint of its text.

In: what an input's door and its page say. Out: an Identity. Pure; whether an article is new, or
changed, is for the warehouse to say.
"""

import hashlib
from urllib.parse import urldefrag, urljoin, urlsplit

from courlan import normalize_url

from tasks.models import CleanedPage, DocumentRef, Identity, Page

#: article_id: so many hex digits of the sha256 of the canonical address or file name.
_ID_DIGITS = 16


def identify(document: DocumentRef, page: Page, cleaned: CleanedPage) -> Identity:
    """Name an article. One that moved for ever keeps its id; its new address is canonical."""
    if document.moved_article_id:  # what the page says may be older than the move
        canonical = canonical_address(None, document.url)
    else:
        canonical = canonical_address(page.metadata.canonical_url, document.url)
    name = canonical or f"file:{document.source_name}/{document.file_name}"
    return Identity(
        article_id=document.moved_article_id
        or hashlib.sha256(name.encode()).hexdigest()[:_ID_DIGITS],
        url=document.url or page.metadata.canonical_url,
        canonical_url=canonical,
        body_hash=body_hash(cleaned),
    )


def canonical_address(declared: str | None, fetched: str | None) -> str | None:
    """The address an article is known by, normalised, or None when it has none.

    The page's own canonical link wins, unless it leads to a home page, which some sites put on
    every page by mistake.
    """
    if declared and fetched:
        declared = urljoin(fetched, declared)
    for address in (declared, fetched):
        if not address or urlsplit(address).scheme not in {"http", "https"}:
            continue
        if address is declared and fetched and urlsplit(address).path in {"", "/"}:
            continue
        return normalize_url(urldefrag(address).url, strict=False, trailing_slash=True)
    return None


def body_hash(cleaned: CleanedPage) -> str:
    """sha256 of the clean text with white space collapsed: an edit of spaces makes no version."""
    return hashlib.sha256(" ".join(cleaned.clean_text.split()).encode()).hexdigest()
