"""The last resort for a page that states no day: a search of all of it.

In: the page's tree. Out: the day found, as a weak candidate, or none: what a script calls the day
of publication (`metadata`), else what htmldate finds, else the day that scripts and attributes
name most often (both `inferred`). Asked only when markup, address and visible lines gave nothing.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from htmldate import find_date
from lxml import etree, html

from tasks.extract.written_dates import read_days
from tasks.models import DateCandidate

#: htmldate's answers were right on two of three pages that state nothing else ...
SEARCH_CONFIDENCE = 0.4
#: ... and the source's most frequent day on three of seven.
_SOURCE_CONFIDENCE = 0.2

_SOURCE_DAY = re.compile(
    r"(?<![\d.])((?:19|20)\d\d)([-/.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?![\d.])"
)

#: A field of a script or a comment that is named for the day of publication; strings inside strings
#: are escaped, some twice. `dc:date` is that of the trackback block of older blogs.
_STATED_FIELD = re.compile(
    r"""(?<![\w:])(?:date_?published|publish(?:ed)?_?(?:at|date|time|on)|publication_?date|dc:date)
    (?:\\*["'])?\s*[:=]\s*(?:\\*["'])((?:19|20)\d\d-\d\d-\d\d)""",
    re.IGNORECASE | re.VERBOSE,
)
#: The first such field was right on .92 of the development pages that have one, and on eight of the
#: ten whose other evidence is weak.
_FIELD_CONFIDENCE = 0.55

#: htmldate's own upper bound is the clock's today; a fixed one keeps the answer a function of the
#: page. Days after the page was seen are refused later, where that day is known.
_SEARCH_UNTIL = "2100-12-31"

logging.getLogger("htmldate").setLevel(logging.CRITICAL)  # what it cannot read is no news here


def search_page(root: html.HtmlElement) -> Iterator[DateCandidate]:
    """The candidate of the first of three searches that finds one."""
    source = etree.tostring(root, encoding="unicode")
    yield from list(_from_fields(source)) or list(_from_text(root)) or list(_from_numbers(source))


def _from_fields(source: str) -> Iterator[DateCandidate]:
    match = _STATED_FIELD.search(source)
    for day in read_days(match[1]) if match else ():
        yield DateCandidate(
            candidate=day, origin="metadata", evidence_text=match[0], confidence=_FIELD_CONFIDENCE
        )


def _from_text(root: html.HtmlElement) -> Iterator[DateCandidate]:
    try:
        # Its extensive search loads a date parser for 200 languages, at a second a process.
        found = find_date(root, extensive_search=False, original_date=True, max_date=_SEARCH_UNTIL)
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError, etree.LxmlError):
        return  # a fault of the search costs a weak candidate, not the page
    if not found:
        return
    day = date.fromisoformat(found)
    # The search gives a bare year as its first of January, mostly that of a copyright line.
    is_bare_year = (day.month, day.day) == (1, 1)
    yield DateCandidate(
        candidate=day,
        origin="inferred",
        evidence_text=f"{found} (found by a search of the whole page)",
        precision="year" if is_bare_year else "day",
        confidence=0.0 if is_bare_year else SEARCH_CONFIDENCE,
        refused_because="a year alone, as copyright lines have it" if is_bare_year else None,
    )


def _from_numbers(source: str) -> Iterator[DateCandidate]:
    """The day that the source names most often, the latest of several."""
    counts = Counter(
        day
        for match in _SOURCE_DAY.finditer(source)
        for day in read_days("-".join(match.group(1, 3, 4)))
    )
    if counts:
        day, count = max(counts.items(), key=lambda found: (found[1], found[0]))
        yield DateCandidate(
            candidate=day,
            origin="inferred",
            evidence_text=f"{day} (named {count} times in scripts and attributes of the page)",
            confidence=_SOURCE_CONFIDENCE,
        )
