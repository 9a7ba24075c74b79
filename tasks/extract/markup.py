"""From decoded HTML to one element tree that holds the whole page.

In: the text of an HTML page. Out: the root element and the flags of what had to be mended.
Never decides what is visible, never reads text or metadata, never raises on odd markup: only a
page without a single element is refused (`empty`).

The tree is libxml2's. Some of its habits would lose text in silence, so they are met here:

* it stops reading at 2,048 open elements (256 without `huge_tree`): such pages are flattened;
* it drops what follows a first `</html>`, and takes `<html ... />` for the whole page: these
  marks are taken out;
* it takes no NUL and no lone surrogates, and control characters in the tree break the tools that
  work on it: they are dropped, surrogates replaced by U+FFFD.
"""

import re

from lxml import etree, html

from tasks.errors import BadInput, Fate
from tasks.extract.elements import INLINE_TAGS, VOID_TAGS

#: Elements that may be open at once after a page was flattened. Real pages stay below 100; the
#: parser's own end is 2,048, and tools that read the tree later recurse.
DEPTH_LIMIT = 250

_SELF_CLOSED_ROOT = re.compile(r"(<html\b[^<>]*)/>", re.IGNORECASE)
_END_OF_PAGE = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
#: In UTF-8 these bytes are always whole characters: control characters, but for tab and line ends.
_CONTROL_BYTES = bytes([*range(9), 11, 12, *range(14, 32), 127])
_CONTROL_REFERENCE = re.compile(
    r"&#(?:0*(?:[1-8]|1[124-9]|2\d|3[01]|127)|x0*(?:[1-8bcef]|1[0-9a-f]|7f));", re.IGNORECASE
)
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_TAG_OR_OPAQUE = re.compile(
    r"<!--.*?(?:-->|\Z)"  # what is not closed ends with the page, as in a browser
    r"|<(?P<raw>script|style|textarea|title)\b.*?(?:</(?P=raw)\s*>|\Z)"
    r"|<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*+)[^>]*+>",
    re.IGNORECASE | re.DOTALL,
)

#: One class for all elements: lxml.html asks a function for the class of each element anew, every
#: time that it is met, and nothing here needs the forms and inputs that it tells apart.
_ONE_CLASS = etree.ElementDefaultClassLookup(element=html.HtmlElement)


def parse_html(page: str) -> tuple[html.HtmlElement, tuple[str, ...]]:
    """Parse a page of any quality.

    Returns the root element (comments and processing instructions are not in the tree) and flags:
    `nul_dropped`, `replaced_characters`, `nesting_flattened`.

    Raises BadInput with fate `empty` when there is no element and no text.
    """
    flags = []
    if "\x00" in page:
        page = page.replace("\x00", "")
        flags.append("nul_dropped")
    try:
        page.encode("utf-8")
    except UnicodeEncodeError:
        page = _LONE_SURROGATES.sub("\N{REPLACEMENT CHARACTER}", page)
        flags.append("replaced_characters")
    if "&#" in page:
        page = _CONTROL_REFERENCE.sub("", page)
    page = _END_OF_PAGE.sub("", _SELF_CLOSED_ROOT.sub(r"\1>", page, count=1))
    root, is_cut = _parse(page)
    if is_cut:
        root, _ = _parse(flatten_nesting(page))
        flags.append("nesting_flattened")
    if root is None:
        raise BadInput(
            "the page holds no element and no text; check what the address serves", Fate.EMPTY
        )
    return root, tuple(flags)


def _parse(page: str) -> tuple[html.HtmlElement | None, bool]:
    """Parse once; says also whether the parser gave up at its nesting limit."""
    # Bytes with a named encoding: text that declares another one would be refused otherwise.
    parser = html.HTMLParser(
        encoding="utf-8",
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        default_doctype=False,
    )
    parser.set_element_class_lookup(_ONE_CLASS)
    try:
        body = page.encode("utf-8").translate(None, _CONTROL_BYTES)
        root = html.document_fromstring(body, parser=parser)
    except etree.ParserError:  # lxml's word for a document without content
        return None, False
    is_cut = any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)
    return root, is_cut


def flatten_nesting(page: str, limit: int = DEPTH_LIMIT) -> str:
    """The same page with no more than about `limit` elements open at once.

    Tags that open deeper are taken out, inline ones without a trace, all others leaving a `<br>`,
    so that every word stays and lines stay apart. Scripts and comments are not looked into.
    """
    depth = 0

    def keep_or_drop(match: re.Match[str]) -> str:
        nonlocal depth
        if match["name"] is None:
            return match[0]
        name = match["name"].lower()
        if name in VOID_TAGS or match[0].endswith("/>"):
            return match[0]
        if match["close"]:
            is_too_deep = depth > limit
            depth = max(0, depth - 1)
        else:
            depth += 1
            is_too_deep = depth > limit
        if not is_too_deep:
            return match[0]
        return "" if name in INLINE_TAGS else "<br>"

    return _TAG_OR_OPAQUE.sub(keep_or_drop, page)
