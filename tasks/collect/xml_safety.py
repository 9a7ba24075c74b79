"""What XML from strangers may not hold: declarations. Refused before any parser expands them.

In: the text of a document, or its first bytes. Out: the same without the one DOCTYPE that is
harmless, or XmlRefused. Entities that a document declares can grow without end, or name a file;
feeds and sitemaps have no need of either.
"""

import re

from tasks.errors import BadInput, Fate

#: A sound document comes to its first element within so many bytes.
HEAD_BYTES = 65_536

_DECLARATION = re.compile(r"<!(DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)\b", re.IGNORECASE)
#: RSS 0.90 and 0.91 asked for this one. Nothing is declared in it, and nothing is loaded.
_HARMLESS = re.compile(
    r'<!DOCTYPE\s+(?:rss|rdf:RDF)\s+PUBLIC\s+"-//Netscape Communications//DTD RSS 0\.9[01]?//EN"'
    r'\s+"[^"<>]*"\s*>',
    re.IGNORECASE,
)
_HTML = re.compile(r"<!DOCTYPE\s+html\b", re.IGNORECASE)
_ROOT = re.compile(r"<([A-Za-z_][\w.-]*(?::[\w.-]+)?)[\s/>]")
_SILENT = re.compile(r"<!--.*?-->|<\?.*?\?>", re.DOTALL)


class XmlRefused(BadInput):
    """The document declares entities or a DTD."""

    fate = Fate.XML_REFUSED


def drop_harmless_doctype(text: str) -> str:
    """The text without the DOCTYPE of old RSS.

    Raises:
        XmlRefused: it holds any other declaration before its first element.
    """
    text = _HARMLESS.sub("", text, count=1) if "Netscape" in text[:HEAD_BYTES] else text
    refuse_declarations(text)
    return text


def refuse_declarations(head: str) -> None:
    """Look at what stands before the first element; a declaration of HTML is left to the caller.

    Raises:
        XmlRefused: names the declaration.
    """
    before = _before_root(head)
    for found in _DECLARATION.finditer(before):
        if _HTML.match(before, found.start()):
            continue
        shown = " ".join(before[found.start() : found.start() + 60].split())
        raise XmlRefused(
            f"it declares {shown!r}; entities and DTDs are refused before they are expanded: ask "
            "the site for a document without"
        )


def refuse_declarations_in_bytes(head: bytes) -> None:
    """The same for bytes in an encoding not yet known: NULs of UTF-16 and UTF-32 are passed over.

    Raises:
        XmlRefused: a declaration stands before the first element.
    """
    refuse_declarations(head.replace(b"\0", b"").decode("latin-1"))


def root_name(text: str) -> str | None:
    """The name of the first element as written (`rss`, `rdf:RDF`), or None where none stands."""
    match = _ROOT.search(_SILENT.sub("", text[:HEAD_BYTES]))
    return match[1] if match else None


def _before_root(text: str) -> str:
    """Everything before the first element, comments and instructions aside.

    A declaration may hold `<`: the text up to the first name after `<` has all that begins one.
    """
    silent = _SILENT.sub("", text)
    root = _ROOT.search(silent)
    return silent[: root.start()] if root else silent
