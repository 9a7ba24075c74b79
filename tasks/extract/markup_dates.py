"""Candidates for the publication day that stand in a page's markup and address.

In: the page's tree, its address, what JSON-LD says. Out: DateCandidate values, strongest first,
each with the piece of markup it was read from. Never chooses: the cleaner weighs them against the
stamps and captions of the text. Dates of change are no candidates.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import urlsplit

from htmldate import find_date
from lxml import etree, html

from tasks.extract.json_ld import LinkedArticle
from tasks.extract.written_dates import read_days, read_url_date
from tasks.models import DateCandidate

#: How sure each kind is, in the order of the shares of right days on the development sets.
CONFIDENCE = {
    "json_ld": 0.95,
    "meta": 0.95,
    "itemprop": 0.9,
    "time_published": 0.85,
    "time": 0.7,
    "url": 0.9,
    "meta_other": 0.75,
    "month": 0.3,
    "ambiguous": 0.3,
    "search": 0.4,
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
_UTC_STAMP = re.compile(r"T(\d\d):?\d\d(?::?\d{1,2}(?:\.\d+)?)?(?:Z|\+00:?00)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

#: A day stated with at least this confidence can correct a UTC stamp.
_LOCAL_CONFIDENCE = 0.75

#: Evidence is a quotation for people; longer attributes are cut.
_EVIDENCE_CHARS = 300
_MAX_TIME_ELEMENTS = 5

#: htmldate's own upper bound is the clock's today; a fixed one keeps the answer a function of the
#: page. Days after the page was seen are refused later, where that day is known.
_SEARCH_UNTIL = "2100-12-31"

logging.getLogger("htmldate").setLevel(logging.CRITICAL)  # what it cannot read is no news here


def meta_name(element: html.HtmlElement) -> str:
    """The lower-case name of a `meta`, whichever attribute has it."""
    return (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()


def read_dates(
    root: html.HtmlElement, article: LinkedArticle | None, url: str | None
) -> tuple[DateCandidate, ...]:
    """All candidates of the markup and the address, strongest first, each day once per origin.

    Only when none of them names a day is the whole page searched with htmldate (`inferred`).
    """
    found = [*_from_json_ld(article), *_from_meta(root), *_from_elements(root), *_from_url(url)]
    if not any(c.precision == "day" and c.refused_because is None for c in found):
        found.extend(_from_search(root))
    found = [_doubt_utc(candidate, found) for candidate in found]
    best: dict[tuple[date, str, str], DateCandidate] = {}
    for candidate in sorted(found, key=lambda c: -c.confidence):  # stable: earlier kinds first
        best.setdefault((candidate.candidate, candidate.origin, candidate.precision), candidate)
    return tuple(best.values())


def _doubt_utc(candidate: DateCandidate, found: list[DateCandidate]) -> DateCandidate:
    """A stamp in UTC states no local day: it yields to a neighbouring day written without one.

    02:54 UTC is still the evening before in America, 23:15 UTC the next morning in Asia.
    """
    stamp = _UTC_STAMP.search(candidate.evidence_text)
    if stamp is None or candidate.origin != "metadata":
        return candidate
    neighbour = candidate.candidate + timedelta(days=-1 if int(stamp[1]) < 12 else 1)
    is_doubtful = any(
        other.candidate == neighbour
        and other.confidence >= _LOCAL_CONFIDENCE
        and other.precision == "day"
        and not _UTC_STAMP.search(other.evidence_text)
        for other in found
    )
    if not is_doubtful:
        return candidate
    return replace(candidate, confidence=min(candidate.confidence, _LOCAL_CONFIDENCE - 0.01))


def _candidates(text: str, evidence: str, confidence: float) -> Iterator[DateCandidate]:
    days = read_days(text)
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
    for element in root.xpath('//*[contains(@itemprop, "datePublished") and not(self::meta)]')[:2]:
        written = element.get("datetime") or element.get("content") or element.text_content()
        yield from _candidates(written, _markup(element), CONFIDENCE["itemprop"])
    for element in root.xpath('//abbr[contains(@class, "published")][@title]')[:2]:
        yield from _candidates(element.get("title"), _markup(element), CONFIDENCE["time_published"])
    times = root.xpath("//h1/following::time") or root.xpath("//time")
    times = [*root.xpath("//article//header//time[@datetime]")[:1], *times[:_MAX_TIME_ELEMENTS]]
    for number, element in enumerate(times):
        names = " ".join(element.get(key, "") for key in ("class", "itemprop", "id", "title"))
        if _CHANGED_NAME.search(names):
            continue
        is_named = "pubdate" in element.attrib or _PUBLISHED_NAME.search(names)
        kind = "time_published" if is_named else "time"
        confidence = CONFIDENCE[kind] * (1 if number == 0 else 0.5)
        written = element.get("datetime") or element.text_content()
        yield from _candidates(written, _markup(element), confidence)


def _from_url(url: str | None) -> Iterator[DateCandidate]:
    try:
        path = urlsplit(url).path if url else ""
    except ValueError:
        return
    if found := read_url_date(path):
        day, precision, evidence = found
        confidence = CONFIDENCE["url" if precision == "day" else "month"]
        yield DateCandidate(day, "url", evidence, precision=precision, confidence=confidence)


def _from_search(root: html.HtmlElement) -> Iterator[DateCandidate]:
    try:
        found = find_date(root, original_date=True, max_date=_SEARCH_UNTIL)
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError, etree.LxmlError):
        return  # a fault of the search costs a weak candidate, not the page
    if found:
        day = date.fromisoformat(found)
        # The search gives a bare year as its first of January, mostly that of a copyright line.
        is_bare_year = (day.month, day.day) == (1, 1)
        yield DateCandidate(
            candidate=day,
            origin="inferred",
            evidence_text=f"{found} (found by a search of the whole page)",
            precision="year" if is_bare_year else "day",
            confidence=0.0 if is_bare_year else CONFIDENCE["search"],
            refused_because="a year alone, as copyright lines have it" if is_bare_year else None,
        )


def _markup(element: html.HtmlElement) -> str:
    return " ".join(etree.tostring(element, encoding="unicode", with_tail=False).split())
