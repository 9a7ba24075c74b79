"""The article as a page describes it in JSON-LD (https://schema.org/NewsArticle).

In: the page's tree, and its address. Out: LinkedArticle, the strings of the node that describes
this page's article, and whether some script could not be read. Never trusts the JSON: comments,
trailing commas, several values in one script and wrong types are all met in the wild; from what
stays unreadable the plain string fields are picked out one by one.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from lxml import html

#: Nodes looked at in one page; pages that list a whole archive have more.
_MAX_NODES = 2_000

_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|Review|Column)$", re.IGNORECASE)
#: Types of which the newsroom writes the headline; blogs and bare pages put a search title there.
_NEWS_TYPE = re.compile(r"(?:Article|Report|Review|Column)$", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
# Each pattern takes an unclosed string or comment to the end of the script: time stays linear.
_STRING = r'"(?:\\.|[^"\\])*+"?'
_STRING_OR_NOISE = re.compile(rf"{_STRING}|//[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_STRING_OR_LAST_COMMA = re.compile(rf"{_STRING}|,(?=\s*+[}}\]])", re.DOTALL)
_SALVAGED = re.compile(
    r'"(headline|description|datePublished|dateModified|articleSection|articleBody)"\s*:\s*'
    rf"({_STRING})",
    re.DOTALL,
)
_LD_SCRIPT = re.compile(r"^\s*application/ld\+json", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """What JSON-LD says of the article; every string is plain text, None where it says nothing."""

    headline: str | None = None
    description: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    section: str | None = None
    publisher: str | None = None
    url: str | None = None
    body: str | None = None
    language: str | None = None
    copyright_year: str | None = None
    is_free: bool | None = None
    is_news: bool = False  # an article, not a blog post or a bare web page


def plain_text(value: object) -> str | None:
    """A string without tags, entities (also doubly escaped ones) and doubled white space.

    Lists give their first string, numbers their digits; anything else, and blanks, give None.
    """
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str)), None)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    text = _TAG.sub(" ", unescape(unescape(value))) if "<" in value or "&" in value else value
    text = text.encode("utf-8", "replace").decode("utf-8")  # JSON may spell half a surrogate pair
    return " ".join(text.replace("\x00", "").split()) or None


def read_nodes(root: html.HtmlElement) -> tuple[list[dict], bool]:
    """The nodes of all JSON-LD scripts that stand for the page; and whether JSON was broken."""
    nodes: list[dict] = []
    is_broken = False
    for script in root.iter("script"):
        if _LD_SCRIPT.match(script.get("type", "")) and script.text:
            values, is_whole = parse_values(script.text)
            is_broken |= not is_whole
            nodes.extend(own_nodes(values))
    return nodes, is_broken


def find_article(nodes: Sequence[dict], url: str | None = None) -> LinkedArticle | None:
    """The article of the page, None when no node describes one."""
    nodes = nodes[:_MAX_NODES]
    articles = [node for node in nodes if is_article(node)]
    if not articles:  # some sites put the date on the page instead
        articles = [
            node for node in nodes if "WebPage" in types_of(node) and "datePublished" in node
        ]
    if not articles:
        return None
    best = max(articles, key=lambda node: (_is_about(node, url), "headline" in node))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    return _article(best, by_id)


def parse_values(script: str) -> tuple[list[object], bool]:
    """The JSON values of a script, and whether all of it could be read."""
    script = script.strip().removeprefix("<!--").removesuffix("-->")
    script = script.replace("<![CDATA[", "").replace("]]>", "").strip().strip(";").strip()
    values, rest = _decode_all(script)
    if rest:
        mended = _STRING_OR_NOISE.sub(lambda m: m[0] if m[0][0] == '"' else " ", rest)
        mended = _STRING_OR_LAST_COMMA.sub(lambda m: m[0] if m[0][0] == '"' else "", mended)
        more, rest = _decode_all(mended)
        values.extend(more)
    if not rest:
        return values, True
    fields: dict[str, object] = {}
    for name, quoted in _SALVAGED.findall(rest):
        fields.setdefault(name, _string(quoted))
    if "headline" in fields:
        values.append({"@type": "Article", **fields})
    return values, False


def _decode_all(text: str) -> tuple[list[object], str]:
    """Values one after the other (some scripts hold several), and the rest that is none."""
    decoder = json.JSONDecoder(strict=False)  # raw line ends in strings are common
    values: list[object] = []
    position = 0
    while position < len(text):
        try:
            value, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            return values, text[position:]
        values.append(value)
        while position < len(text) and text[position] in " \t\r\n,;]}":
            position += 1
    return values, ""


def _string(quoted: str) -> str | None:
    try:
        return json.loads(quoted, strict=False)
    except ValueError:
        return None


def own_nodes(values: list[object]) -> Iterator[dict]:
    """Nodes that stand for the page; not those of things it only mentions."""
    queue = list(reversed(values))
    count = 0
    while queue and count < _MAX_NODES:
        value = queue.pop()
        if isinstance(value, list):
            queue.extend(reversed(value))
        elif isinstance(value, dict):
            count += 1
            yield value
            queue.extend(
                value[key] for key in ("mainEntityOfPage", "mainEntity", "@graph") if key in value
            )


def types_of(node: dict) -> list[str]:
    """The types a node gives itself."""
    types = node.get("@type")
    return [t for t in (types if isinstance(types, list) else [types]) if isinstance(t, str)]


def is_article(node: dict) -> bool:
    """Whether a node is an article by its type."""
    return any(_ARTICLE_TYPE.search(name) for name in types_of(node))


def _is_about(node: dict, url: str | None) -> bool:
    """Whether a node names the page's address as its own."""
    if not url:
        return False
    main = node.get("mainEntityOfPage")
    named = [node.get("url"), node.get("@id"), main.get("@id") if isinstance(main, dict) else main]
    return any(isinstance(name, str) and _path(name) == _path(url) for name in named)


def _path(address: str) -> str:
    try:
        return urlsplit(address).path.rstrip("/")
    except ValueError:
        return address


def _article(node: dict, by_id: dict[str, dict]) -> LinkedArticle:
    publisher = _resolve(node.get("publisher"), by_id)
    main = node.get("mainEntityOfPage")
    url = node.get("url") or (main.get("@id") if isinstance(main, dict) else main)
    free = node.get("isAccessibleForFree")
    return LinkedArticle(
        headline=plain_text(node.get("headline")) or plain_text(node.get("name")),
        description=plain_text(node.get("description")),
        authors=tuple(_names(node.get("author") or node.get("creator"), by_id)),
        published=plain_text(node.get("datePublished")),
        modified=plain_text(node.get("dateModified")),
        section=plain_text(node.get("articleSection")),
        publisher=plain_text(publisher.get("name") if isinstance(publisher, dict) else publisher),
        url=url if isinstance(url, str) else None,
        body=node["articleBody"] if isinstance(node.get("articleBody"), str) else None,
        language=plain_text(node.get("inLanguage")),
        copyright_year=plain_text(node.get("copyrightYear")),
        is_free=None if free is None else str(free).strip().lower() not in ("false", "0", "no"),
        is_news="headline" in node and any(_NEWS_TYPE.search(name) for name in types_of(node)),
    )


def _resolve(value: object, by_id: dict[str, dict]) -> object:
    """A bare reference `{"@id": ...}` stands for the node of that id."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict) and "name" not in value:
        return by_id.get(str(value.get("@id")), value)
    return value


def _names(value: object, by_id: dict[str, dict]) -> Iterator[str]:
    for author in value if isinstance(value, list) else [value]:
        author = _resolve(author, by_id)
        if isinstance(author, dict):
            names = author.get("name")
            if names is None:
                parts = (plain_text(author.get(key)) for key in ("givenName", "familyName"))
                names = " ".join(part for part in parts if part)
        else:
            names = author
        for name in names if isinstance(names, list) else [names]:
            if text := plain_text(name):
                yield text
