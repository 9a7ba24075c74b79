"""The names of an article: its canonical address or file, the fingerprint and origin of its text.

In: what an input's door and its page say. Out: an Identity. Pure; whether an article is new, or
changed, is for the warehouse to say.
"""

import hashlib
from urllib.parse import urljoin, urlsplit

from tasks.identify.address import normalize_address
from tasks.identify.fingerprint import take_fingerprint
from tasks.identify.wire import find_wire_credit
from tasks.identify.words import find_words
from tasks.models import CleanedPage, DocumentRef, Identity, Page

#: article_id: so many hex digits of the sha256 of the canonical address or file name.
_ID_DIGITS = 16


def identify(document: DocumentRef, page: Page, cleaned: CleanedPage) -> Identity:
    """Name an article."""
    canonical = canonical_address(page.metadata.canonical_url, document.url)
    name = canonical or f"file:{document.source_name}/{document.file_name}"
    return Identity(
        article_id=hashlib.sha256(name.encode()).hexdigest()[:_ID_DIGITS],
        url=document.url or page.metadata.canonical_url,
        canonical_url=canonical,
        body_hash=body_hash(cleaned),
        fingerprint=take_fingerprint(cleaned.clean_text),
        wire=find_wire_credit(page, cleaned),
    )


def canonical_address(declared: str | None, fetched: str | None) -> str | None:
    """The address an article is known by, normalised, or None when it has none.

    The page's own canonical link wins, unless it leads to a home page, which some sites put on
    every page by mistake.
    """
    if fetched and not _is_web_address(fetched):
        fetched = None
    if declared and (leads := _declared_address(declared, fetched)):
        return leads
    try:
        return normalize_address(fetched) if fetched else None
    except ValueError:  # it gave a page all the same: known by what it is
        return fetched


def _declared_address(declared: str, fetched: str | None) -> str | None:
    """The canonical link of a page as an absolute, normal address; None where it is of no use."""
    try:
        address = urljoin(fetched, declared) if fetched else declared
        if not _is_web_address(address) or (fetched and urlsplit(address).path in {"", "/"}):
            return None
        return normalize_address(address)
    except ValueError:
        return None


def _is_web_address(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


def body_hash(cleaned: CleanedPage) -> str:
    """sha256 of the words: an edit of spaces, quotes or commas makes no version."""
    return hashlib.sha256(" ".join(find_words(cleaned.clean_text)).encode()).hexdigest()
