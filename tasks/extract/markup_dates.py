"""Candidates for the publication day that stand in a page's markup and address.

In: the page's tree, its address, what JSON-LD says. Out: DateCandidate values, strongest first,
each with the piece of markup it was read from. Never chooses: the cleaner weighs them against the
stamps and captions of the text. Dates of change are no candidates.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree, html

from tasks.extract.date_doubts import doubt_utc, refuse_impossible, settle_order
from tasks.extract.date_search import SEARCH_CONFIDENCE, search_page
from tasks.extract.json_ld import LinkedArticle
from tasks.extract.places import landmarks_around, stands_elsewhere
from tasks.extract.written_dates import (
    read_days,
    read_impossible_day,
    read_url_date,
)
from tasks.models import DateCandidate, DayOrder

#: How sure each kind is, in the order of the shares of right days on the development sets.
CONFIDENCE = {
    "local_moment": 0.98,  # to the minute, with the outlet's own zone: a print edition says less
    "json_ld": 0.95,
    "meta": 0.95,
    "itemprop": 0.9,
    "time_published": 0.85,
    "time": 0.7,
    "url": 0.9,
    "meta_other": 0.75,
    "month": 0.3,
    "ambiguous": 0.3,
}

#: `meta` names (property, name or itemprop, lower case) that state the day of publication.
META_PUBLISHED = frozenset(
    {
        "article.published", "article:published", "article:published_date",
        "article:published_time", "article_date_original", "bt:pubdate",
        "citation_publication_date", "cxenseparse:publishtime", "cxenseparse:recs:publishtime",
        "datepublished", "dc.date.issued", "dcterms.issued", "og:article:published_time",
        "og:publish_date", "parsely-pub-date", "prism.publicationdate", "pub_date", "pubdate",
        "publish-date", "publish_date", "publishdate", "published", "published_at",
        "publisheddate", "rnews:datepublished", "sailthru.date",
        "shareaholic:article_published_time",
    }
)  # fmt: skip

#: `meta` names that may also state the day of making or of the last change.
META_OTHER = frozenset(
    {
        "citation_date", "date", "date.available", "date.created", "datecreated", "dc.date",
        "dc.date.created", "dcterms.created", "dcterms.date", "release_date", "uploaddate",
        "video:release_date", "ya:ovs:upload_date",
    }
)  # fmt: skip

#: `meta` names of the last change, most certain first.
META_MODIFIED = (
    "article:modified_time", "og:article:modified_time", "datemodified", "og:updated_time",
    "article:modified", "article:modified_date", "dcterms.modified", "date.modified",
    "date.updated", "last-modified", "lastmod",
)  # fmt: skip

_PUBLISHED_NAME = re.compile(r"publi|posted|entry-date|pubdate|issued", re.IGNORECASE)
_CHANGED_NAME = re.compile(r"updat|modif|edit(?:ed)?\b", re.IGNORECASE)
_CHANGED_LABEL = re.compile(
    r"(?<![^\W\d_])(?:updat|modif|edited|revis|aktualisiert|ge(?:ä|ae)ndert)\w*"
    r"(?:\W+(?:on|am|at|the|den))?\W*$",
    re.IGNORECASE,
)
_LOCAL_STAMP = re.compile(r"[T ](?!00:?00:?00)\d\d:?\d\d\S*\s?[+-](?!00:?00)\d\d:?\d\d$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

#: Evidence is a quotation for people; longer attributes are cut.
_EVIDENCE_CHARS = 300
_MAX_TIME_ELEMENTS = 5
#: Text beside a stamp in which its label stands.
_LABEL_CHARS = 30
#: Elements whose place is looked at before the search is given up: a long thread has hundreds.
_MAX_LOOKED_AT = 30
#: Where a page sets the day of the visit, unless the story is inside.
_HEAD = frozenset({"header", "nav"})
_ARTICLE = frozenset({"article", "main", "article_body"})

_PUBLISHED_ITEMS = etree.XPath('//*[contains(@itemprop, "datePublished")][not(self::meta)]')
_PUBLISHED_ABBREVIATIONS = etree.XPath('//abbr[@title][contains(@class, "published")]')
_HEADER_TIMES = etree.XPath("//article//header//time[@datetime]")


def meta_name(element: html.HtmlElement) -> str:
    """The lower-case name of a `meta`, whichever attribute has it."""
    return (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()


def read_dates(
    root: html.HtmlElement,
    article: LinkedArticle | None,
    url: str | None,
    printed: DateCandidate | None = None,
    changed: date | None = None,
    order: DayOrder | None = None,
) -> tuple[DateCandidate, ...]:
    """All candidates of the markup and the address, strongest first, each day once per origin.

    Only when none of them names a day is the whole page searched.

    Args:
        printed: the day that the page prints for its readers, if it does; it corrects UTC stamps.
        changed: the day of the page's last change, if it states one.
        order: what stands first in the outlet's dates of figures, if that is known.
    """
    found = [*_from_json_ld(article), *_from_meta(root), *_from_elements(root), *_from_url(url)]
    found += [printed] if printed else []
    if not any(c.precision == "day" and c.confidence >= SEARCH_CONFIDENCE for c in found):
        refused = {c.candidate for c in found if c.refused_because}
        found.extend(c for c in search_page(root) if c.candidate not in refused)
    found = refuse_impossible(doubt_utc(settle_order(found, order)), changed)
    best: dict[tuple[date, str, str], DateCandidate] = {}
    for candidate in sorted(found, key=lambda c: -c.confidence):  # stable: earlier kinds first
        best.setdefault((candidate.candidate, candidate.origin, candidate.precision), candidate)
    return tuple(best.values())


def _candidates(text: str, evidence: str, confidence: float) -> Iterator[DateCandidate]:
    days = read_days(text)
    if not days and (month := read_impossible_day(text)):
        yield DateCandidate(
            candidate=month,
            origin="metadata",
            evidence_text=evidence[:_EVIDENCE_CHARS],
            precision="month",
            confidence=0.0,
            refused_because="no calendar has that day",
        )
    if confidence >= CONFIDENCE["meta"] and _LOCAL_STAMP.search(text):
        confidence = CONFIDENCE["local_moment"]
    for day in days:
        yield DateCandidate(
            candidate=day,
            origin="metadata",
            evidence_text=evidence[:_EVIDENCE_CHARS],
            confidence=confidence if len(days) == 1 else CONFIDENCE["ambiguous"],
        )


def _from_json_ld(article: LinkedArticle | None) -> Iterator[DateCandidate]:
    if article is None:
        return
    if article.published:
        evidence = f'"datePublished": "{article.published}"'
        yield from _candidates(article.published, evidence, CONFIDENCE["json_ld"])
    if article.copyright_year:
        yield from _copyright(article.copyright_year, f'"copyrightYear": {article.copyright_year}')


def _copyright(text: str, evidence: str) -> Iterator[DateCandidate]:
    if years := _YEAR.findall(text):
        yield DateCandidate(
            candidate=date(int(max(years)), 1, 1),
            origin="copyright_year",
            evidence_text=evidence[:_EVIDENCE_CHARS],
            precision="year",
            confidence=0.0,
            refused_because="a copyright year says when the page was made, not the article",
        )


def _from_meta(root: html.HtmlElement) -> Iterator[DateCandidate]:
    for element in root.iter("meta"):
        name, content = meta_name(element), element.get("content")
        if not content:
            continue
        if name in META_PUBLISHED:
            yield from _candidates(content, _markup(element), CONFIDENCE["meta"])
        elif name in META_OTHER:
            yield from _candidates(content, _markup(element), CONFIDENCE["meta_other"])
        elif name == "copyright":
            yield from _copyright(content, _markup(element))


def _from_elements(root: html.HtmlElement) -> Iterator[DateCandidate]:
    """Microdata and `time` elements; the first few only, later ones belong to other stories."""
    for element in _of_story(_PUBLISHED_ITEMS(root), 2):
        written = element.get("datetime") or element.get("content") or element.text_content()
        yield from _candidates(written, _markup(element), CONFIDENCE["itemprop"])
    for element in _of_story(_PUBLISHED_ABBREVIATIONS(root), 2):
        yield from _candidates(element.get("title"), _markup(element), CONFIDENCE["time_published"])
    for number, element in enumerate(e for e in _times(root) if not _is_other_day(e)):
        is_named = "pubdate" in element.attrib or _PUBLISHED_NAME.search(_names_of(element))
        kind = "time_published" if is_named else "time"
        confidence = CONFIDENCE[kind] * (1 if number == 0 else 0.5)
        written = element.get("datetime") or element.text_content()
        yield from _candidates(written, _markup(element), confidence)


def _is_other_day(element: html.HtmlElement) -> bool:
    """Whether a `time` gives a day of change, or the day of the visit in the page's head."""
    names = _names_of(element)
    if (
        _CHANGED_NAME.search(names)
        or _CHANGED_NAME.match(element.text_content().strip())
        or _CHANGED_LABEL.search(_label_before(element))
    ):
        return True
    marks = landmarks_around(element)
    return not names and not marks.isdisjoint(_HEAD) and marks.isdisjoint(_ARTICLE)


def _names_of(element: html.HtmlElement) -> str:
    named = (element.get(key) for key in ("class", "itemprop", "id", "title"))
    return " ".join(name for name in named if name)


def _label_before(element: html.HtmlElement) -> str:
    """The text right before an element, inside its parent: `Updated <time>`."""
    parent, before = element.getparent(), element.getprevious()
    if before is not None:
        text = before.tail if (before.tail or "").strip() else "".join(before.itertext())
    else:
        text = parent.text if parent is not None else None
    return (text or "").strip()[-_LABEL_CHARS:]


def _times(root: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """The `time` elements that may be the story's: those after the first h1, a header's first."""
    times, below = [], []
    seen_h1 = False
    for element in root.iter("time", "h1"):
        if element.tag == "h1":
            seen_h1 = True
        else:
            times.append(element)
            below += [element] if seen_h1 else []
    if not times:
        return
    yield from _HEADER_TIMES(root)[:1]
    yield from _of_story(below or times, _MAX_TIME_ELEMENTS)


def _of_story(elements: Iterable[html.HtmlElement], count: int) -> Iterator[html.HtmlElement]:
    """The first few elements that stand in no comment, list of stories or footer."""
    for element in islice(elements, _MAX_LOOKED_AT):
        if count and not stands_elsewhere(element):
            count -= 1
            yield element


def _from_url(url: str | None) -> Iterator[DateCandidate]:
    try:
        path = urlsplit(url).path if url else ""
    except ValueError:
        return
    if found := read_url_date(path):
        day, precision, evidence = found
        confidence = CONFIDENCE["url" if precision == "day" else "month"]
        yield DateCandidate(day, "url", evidence, precision=precision, confidence=confidence)


def _markup(element: html.HtmlElement) -> str:
    return " ".join(etree.tostring(element, encoding="unicode", with_tail=False).split())
