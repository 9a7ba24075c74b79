"""What a page's markup says about its article.

In: the page's tree, its visible lines, its address. Out: PageMetadata. Each fact is taken from
the place that is most often right (JSON-LD, then Open Graph and `meta`, then visible markup), as
it stands there; candidates for headline and day are all kept, with their origin. Nothing is
guessed from the article's text.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from tasks.extract.authors import read_authors
from tasks.extract.bylines import find_author_beside_day, find_cued_authors, find_marked_authors
from tasks.extract.day_order import day_order_of
from tasks.extract.dom import DomLine
from tasks.extract.headlines import names_site, rank_headlines, site_names
from tasks.extract.json_ld import LinkedArticle, plain_text
from tasks.extract.markup_dates import META_MODIFIED, meta_name, read_dates
from tasks.extract.places import stands_elsewhere
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

#: Elements whose place is looked at before the search is given up; a long thread has hundreds.
_MAX_LOOKED_AT = 30
#: Elements of one kind that are asked at all.
_MAX_ASKED = 200
#: Names taken from one kind of element; a longer list is one of a staff.
_MAX_AUTHORS = 6

_CLASS = 'concat(" ", normalize-space(@class), " ")'


def _is_in_author_item(element: html.HtmlElement) -> bool:
    """In an author's item, and not in one inside it: an employer there has a name of its own."""
    scope = next((outer for outer in element.iterancestors() if "itemscope" in outer.attrib), None)
    if scope is not None and "author" not in scope.get("itemprop", "author"):
        return False
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
_AUTHOR_ELEMENTS = tuple(
    (etree.XPath(path), holds)
    for path, holds in (
        ('//*[@itemprop="name"]', _is_in_author_item),
        ('//*[@rel="author"]', _is_any),
        ('//*[contains(@itemprop, "author")]', _has_no_items),
        (
            f'//*[contains({_CLASS}, " author-name ") or contains({_CLASS}, " byline-name ")]',
            _is_any,
        ),
        ('//a[contains(@href, "/author/") or contains(@href, "/authors/")]', _is_in_text),
        (f'//*[contains({_CLASS}, " author ") or contains({_CLASS}, " byline ")]', _is_any),
    )
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
    order = day_order_of(url or canonical_url, _language_tags(root, metas, linked))
    modified_at = read_moment(linked.modified or _first(metas, META_MODIFIED))
    return PageMetadata(
        headlines=headlines,
        description=linked.description or _first(metas, _META_DESCRIPTION),
        authors=_authors(_author_strings(root, metas, linked, lines, headlines), names)
        or read_authors(find_author_beside_day(lines, headlines)),
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
            order=order,
        ),
        day_order=order,
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


def _authors(places: Iterable[Iterable[str]], names: Sequence[str]) -> tuple[str, ...]:
    """The authors from the first place that names any but the site itself.

    A string that begins with the site's name is its imprint (`Valley Post, Ashford`), and what
    follows in it no author.
    """
    site_as_author: tuple[str, ...] = ()
    for strings in places:
        signed = [authors for string in strings if (authors := read_authors([string]))]
        people = [authors for authors in signed if not names_site(authors[0], names)]
        if found := [a for authors in people for a in authors if not names_site(a, names)]:
            return read_authors(found)
        site_as_author = site_as_author or next(iter(signed), ())[:1]
    return site_as_author


def _author_strings(
    root: html.HtmlElement,
    metas: dict[str, list[str]],
    linked: LinkedArticle,
    lines: Sequence[DomLine],
    headlines: Sequence[tuple[str, str]],
) -> Iterator[Iterable[str]]:
    """What each place of the page gives for its authors, the place most often right first."""
    yield linked.authors
    for name in _META_AUTHOR:
        yield metas.get(name, [])
    yield find_cued_authors(lines, headlines)
    for path, holds in _AUTHOR_ELEMENTS:
        yield _short_texts(filter(holds, path(root)[:_MAX_ASKED]))
    yield find_marked_authors(lines, headlines)


def _short_texts(elements: Iterable[html.HtmlElement]) -> Iterator[str]:
    """Texts of the first few of the story's own elements, boxes about the author left out."""
    of_story = (e for e in islice(elements, _MAX_LOOKED_AT) if not stands_elsewhere(e))
    for element in islice(of_story, _MAX_AUTHORS):
        text = " ".join(element.itertext())
        if len(text) <= _MAX_BYLINE_CHARS:
            yield text


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


def _language_tags(
    root: html.HtmlElement, metas: dict[str, list[str]], linked: LinkedArticle
) -> tuple[str | None, ...]:
    """The language tags that a page states (`en-GB`, `en_US`), most certain first."""
    element_lang = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    return element_lang, _first(metas, _META_LANGUAGE), linked.language


def _language_code(
    root: html.HtmlElement, metas: dict[str, list[str]], linked: LinkedArticle
) -> str | None:
    """The primary language subtag (`en` of `en-GB`), lower case."""
    for code in _language_tags(root, metas, linked):
        primary = (code or "").replace("_", "-").split("-")[0].strip().lower()
        if primary.isascii() and primary.isalpha() and len(primary) in (2, 3):
            return primary
    return None
