"""What bytes are, whatever the header says: enough of it to tell a page from everything else.

In: a body and its Content-Type. Out: a media type, a charset, and whether a page is a page at all
or a form to sign in, or an apology with status 200. Reads the first kilobytes only.
"""

import codecs
import re

#: How much of a body is looked at; scripts before the <title> are seldom longer.
_HEAD_BYTES = 16_384
_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "application/riff"),  # WebP, WAV, AVI
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "application/ogg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HTML = re.compile(
    r"(?:\s|<!--.*?-->)*<(?:!doctype html|html|head|body|title|meta|article|div|h1|p|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"\s*<(?:\?xml|rss|feed|rdf:RDF|urlset|sitemapindex)\b")
_XHTML = re.compile(r"<!doctype html|<html[\s>]", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>([^<]{0,300})", re.IGNORECASE)
_SOFT_404 = re.compile(
    r"\W*(?:(?:error )?404\b|(?:page|article|story) (?:was )?not found\b|not found\W*$)",
    re.IGNORECASE,
)
_LOGIN_TITLE = re.compile(r"\W*(?:log|sign) ?in\b", re.IGNORECASE)
_LOGIN_PATH = re.compile(r"/(?:log-?in|sign-?in|sso|oauth2?|auth)(?:[/.?]|$)", re.IGNORECASE)
_PASSWORD = re.compile(rb"<input[^>]{0,300}type\s*=\s*[\"']?password", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


def declared_type(content_type: str | None) -> tuple[str | None, str | None]:
    """Media type (lower case, without parameters) and charset of a Content-Type."""
    if not content_type:
        return None, None
    media_type = content_type.split(";")[0].strip().lower() or None
    charset = _CHARSET.search(content_type)
    return media_type, charset[1] if charset else None


def sniff_type(body: bytes, declared: str | None) -> str:
    """The media type of a body: by its first bytes where they tell, else as declared."""
    for magic, media_type in _MAGIC:
        if body.startswith(magic):
            return media_type
    if body[4:8] == b"ftyp":
        return "video/mp4"
    head = _head_text(body)
    if _HTML.match(head):
        return "text/html"
    if _XML.match(head):
        return "text/html" if _XHTML.search(head[:2_000]) else "application/xml"
    if head.lstrip()[:1] in ("{", "[") and declared and "json" in declared:
        return "application/json"
    if "\0" in head:
        return "application/octet-stream"
    return declared or "text/plain"


def is_login_page(body: bytes, final_address: str, *, was_redirected: bool) -> bool:
    """Whether a page with a password field is there for nothing else.

    Many pages of news have such a field in their menu, so the title must say it, or a redirect
    must have led to an address that does.
    """
    if not _PASSWORD.search(body):
        return False
    return bool(
        _LOGIN_TITLE.match(_title(body)) or (was_redirected and _LOGIN_PATH.search(final_address))
    )


def is_soft_404(body: bytes) -> bool:
    """Whether the title of a page says that there is no such page."""
    return bool(_SOFT_404.match(_title(body)))


def _title(body: bytes) -> str:
    found = _TITLE.search(_head_text(body))
    return found[1] if found else ""


def _head_text(body: bytes) -> str:
    """The first part of a body as text: good for markup, which is ASCII."""
    head = body[:_HEAD_BYTES]
    encoding = next((name for bom, name in _BOMS if head.startswith(bom)), "latin-1")
    return head.decode(encoding, errors="replace")
