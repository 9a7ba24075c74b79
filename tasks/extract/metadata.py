"""What a page's markup says about its article.

In: the page's tree, its visible lines, its address. Out: PageMetadata. Each fact is taken from
the place that is most often right (JSON-LD, then Open Graph and `meta`, then visible markup), as
it stands there; candidates for headline and day are all kept, with their origin. Nothing is
guessed from the article's text.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml import html

from tasks.extract.authors import read_authors
from tasks.extract.dom import DomLine
from tasks.extract.headlines import fold, rank_headlines, site_names
from tasks.extract.json_ld import LinkedArticle, plain_text
from tasks.extract.markup_dates import META_MODIFIED, meta_name, read_dates
from tasks.extract.visible_dates import find_visible_day
from tasks.extract.written_dates import read_moment
from tasks.models import PageMetadata

_META_AUTHOR = (
    "author", "article:author", "article:author_name", "authors", "byl", "dc.creator",
    "dcterms.creator", "parsely-author", "sailthru.author", "cxenseparse:author",
    "shareaholic:article_author_name", "og:article:author", "citation_author",
)  # fmt: skip
_META_DESCRIPTION = ("og:description", "description", "twitter:description", "dc.description")
_META_SECTION = ("article:section", "og:article:section", "section", "parsely-section")
_META_SITE = ("og:site_name", "application-name", "dc.publisher", "publisher")
_META_LANGUAGE = ("og:locale", "content-language", "language", "dc.language")

#: A byline is shorter; a box about the author is not.
_MAX_BYLINE_CHARS = 120

_CLASS = 'concat(" ", normalize-space(@class), " ")'

#: No more elements are looked at for a place than this, nor more authors' names taken from it.
_MAX_LOOKED_AT = 200
_MAX_AUTHOR_ELEMENTS = 6


def _is_in_author_item(element: html.HtmlElement) -> bool:
    return any("author" in outer.get("itemprop", "") for outer in element.iterancestors())


def _has_no_items(element: html.HtmlElement) -> bool:
    return not any("itemprop" in inner.attrib for inner in element.iterdescendants())


def _is_in_text(element: html.HtmlElement) -> bool:
    return any(outer.tag in ("article", "main") for outer in element.iterancestors())


def _is_any(element: html.HtmlElement) -> bool:
    return True


#: Visible elements that name an author, most certain first, and what must hold of each. Questions
#: about what stands around are asked of single elements: XPath takes them for the whole page, and
#: for the square of the time.
_AUTHOR_ELEMENTS = (
    ('//*[@itemprop="name"]', _is_in_author_item),
    ('//*[@rel="author"]', _is_any),
    ('//*[contains(@itemprop, "author")]', _has_no_items),
    (f'//*[contains({_CLASS}, " author-name ") or contains({_CLASS}, " byline-name ")]', _is_any),
    ('//a[contains(@href, "/author/") or contains(@href, "/authors/")]', _is_in_text),
    (f'//*[contains({_CLASS}, " author ") or contains({_CLASS}, " byline ")]', _is_any),
)


def read_metadata(
    root: html.HtmlElement,
    lines: Sequence[DomLine],
    article: LinkedArticle | None,
    url: str | None,
) -> PageMetadata:
    """Gather the metadata of a page.

    Args:
        root: the parsed page.
        lines: its visible lines, of which the h1 are candidates for the headline.
        article: what JSON-LD says, if anything.
        url: the address the page came from, if known.
    """
    metas = _metas(root)
    linked = article or LinkedArticle()
    site_name = _first(metas, _META_SITE[:1]) or linked.publisher or _first(metas, _META_SITE[1:])
    canonical_url = _canonical_url(root, metas, linked, url)
    names = site_names(site_name, url or canonical_url)
    headlines = rank_headlines(linked, _titles(root, metas), lines, names)
    modified_at = read_moment(linked.modified or _first(metas, META_MODIFIED))
    return PageMetadata(
        headlines=headlines,
        description=linked.description or _first(metas, _META_DESCRIPTION),
        authors=_authors(root, metas, linked, names),
        site_name=site_name,
        canonical_url=canonical_url,
        section=linked.section or _first(metas, _META_SECTION),
        language_code=_language_code(root, metas, linked),
        modified_at=modified_at,
        is_paywalled=linked.is_free is False
        or _first(metas, ("article:content_tier",)) == "locked",
        dates=read_dates(
            root,
            article,
            url or canonical_url,
            printed=find_visible_day(lines, headlines),
            changed=modified_at.date() if modified_at else None,
        ),
    )


def _metas(root: html.HtmlElement) -> dict[str, list[str]]:
    """Contents of the page's `meta` elements by lower-case name, in order."""
    metas: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = meta_name(element) or element.get("http-equiv", "").lower()
        if name and (content := plain_text(element.get("content"))):
            metas.setdefault(name, []).append(content)
    return metas


def _first(metas: dict[str, list[str]], names: Iterable[str]) -> str | None:
    return next((metas[name][0] for name in names if name in metas), None)


def _titles(root: html.HtmlElement, metas: dict[str, list[str]]) -> dict[str, str | None]:
    """The page's titles by origin, best first."""
    return {
        "open_graph": _first(metas, ("og:title",)),
        "twitter": _first(metas, ("twitter:title",)),
        "title": next((plain_text(e.text) for e in root.iter("title") if e.text), None),
    }


def _authors(
    root: html.HtmlElement, metas: dict[str, list[str]], linked: LinkedArticle, names: Sequence[str]
) -> tuple[str, ...]:
    """The authors from the first place that names any but the site itself."""
    site_as_author: tuple[str, ...] = ()
    for strings in _author_strings(root, metas, linked):
        authors = read_authors(strings)
        if people := tuple(author for author in authors if fold(author) not in names):
            return people
        site_as_author = site_as_author or authors
    return site_as_author


def _author_strings(
    root: html.HtmlElement, metas: dict[str, list[str]], linked: LinkedArticle
) -> Iterator[list[str]]:
    yield list(linked.authors)
    for name in _META_AUTHOR:
        yield metas.get(name, [])
    for path, holds in _AUTHOR_ELEMENTS:
        elements = filter(holds, root.xpath(path)[:_MAX_LOOKED_AT])
        texts = (" ".join(e.itertext()) for e in islice(elements, _MAX_AUTHOR_ELEMENTS))
        yield [text for text in texts if len(text) <= _MAX_BYLINE_CHARS]


def _canonical_url(
    root: html.HtmlElement, metas: dict[str, list[str]], linked: LinkedArticle, url: str | None
) -> str | None:
    """The page's own name for its address, absolute; None if it gives none that can be right."""
    links = (
        link.get("href") for link in root.iter("link") if link.get("rel", "").lower() == "canonical"
    )
    for address in (*links, _first(metas, ("og:url",)), linked.url):
        if not address:
            continue
        try:
            absolute = urljoin(url or "", address.strip())
            parts, own = urlsplit(absolute), urlsplit(url or "")
        except ValueError:  # a broken host
            continue
        is_front_page = parts.path in ("", "/") and not parts.query
        # Templates gone wrong name the front page of the site for each of its articles.
        if (
            parts.scheme in ("http", "https")
            and parts.hostname
            and not (is_front_page and own.path not in ("", "/"))
        ):
            return absolute
    return None


def _language_code(
    root: html.HtmlElement, metas: dict[str, list[str]], linked: LinkedArticle
) -> str | None:
    """The primary language subtag (`en` of `en-GB`), lower case."""
    element_lang = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    for code in (element_lang, _first(metas, _META_LANGUAGE), linked.language):
        primary = (code or "").replace("_", "-").split("-")[0].strip().lower()
        if primary.isascii() and primary.isalpha() and len(primary) in (2, 3):
            return primary
    return None
