"""Days that a page prints for its readers: beside the headline, above or below the text.

In: the visible lines and the headline. Out: the one printed day that stands where a story's day
stands, as a candidate with its line as evidence, or none. A sentence of the story names days of
what it tells, a list of other stories has their days, a page's head has the day of the visit: a
day counts by what its line says, where it stands, and how little else is in it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from tasks.extract.dom import DomLine
from tasks.extract.headlines import headline_places
from tasks.extract.printed_days import PrintedDay, find_days
from tasks.extract.written_dates import FIRST_WEB_YEAR
from tasks.models import DateCandidate

_YEAR = re.compile(r"(?:19|20)\d\d|(?![0-9])\d{4}")  # or figures of another script
_CLOCK = re.compile(r"\b[012]?\d[:.h][0-5]\d\b|\b\d{1,2} ?[ap]\.?m\b", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"(?<![^\W\d_])(?:publi|posted|written|created|issued|released|ver(?:ö|oe)ffentlicht|erschienen"
    r"|gepostet|erstellt|datum\W|pubbl|geplaatst|gepubl|publicer|opublik|yay[ıi]n)",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"(?<![^\W\d_])(?:updat|modif|edited|last|revis|changed|reviewed|aktualisiert|stand\b|ge(?:ä|ae)ndert"
    r"|(?:ä|ae)nderung|mis à jour|actuali[zs]|aggiornat|atualizad|bijgewerkt|geprüft)",
    re.IGNORECASE,
)
#: Days of something that lasts: 16-19 March 2021, 2021/3/16-19.
_RANGE_ENDS = re.compile(r"\d\.?\s?(?:[-–—]|to|bis|au|al)\s?$")
_RANGE_STARTS = re.compile(r"\s?[-–—]\s?\d\d?(?![\d.h]|:\d)")
_DATELINE_ENDS = re.compile(r"\s?[.:–—-]")
_BY = re.compile(r"(?<![^\W\d_])(?:by|von|par|por|di|door|av|af)\b", re.IGNORECASE)
#: German and its kin put the participle last: `am 3. Mai 2021 um 9:15 Uhr veröffentlicht`.
_PUBLISHED_BEHIND = re.compile(
    r"(?<![^\W\d_])(?:ver(?:ö|oe)ffentlicht|erschienen|gepostet|geschrieben|erstellt|publi[cz]|geplaatst)",
    re.IGNORECASE,
)
_NOT_THE_STORYS = re.compile(
    r"©|copyright|\(c\)|joined|registr|valid|deadline|geboren|\bborn\b|retrieved|accessed|archived"
    r"|abgerufen|version|\bprint|event|until|\bbis\b",
    re.IGNORECASE,
)

#: Landmarks whose days are those of other things than the story.
_ELSEWHERE = frozenset(
    {
        "nav", "related", "comments", "search", "dialog", "consent", "advertisement", "embed",
        "newsletter", "infobox", "form",
    }
)  # fmt: skip
_OF_THE_PAGE = frozenset({"header", "footer", "aside", "share"})

#: Longer lines are sentences; a day can only stand at their very start (`Ashford, 3 May 2021 - `).
_MAX_LINE_CHARS = 120
_DATELINE_CHARS = 40
#: Text before a day in which its label stands (`Last updated on Monday, `).
_LABEL_CHARS = 30
#: Lines below the headline in which a byline and a stamp are found.
_BESIDE_HEADLINE = 8
#: Lines above the headline in which a blog prints the day.
_ABOVE_HEADLINE = 3

#: How sure a day of so many points is. On the development sets those of each step were right on
#: .59, .89 and .97 of the pages; a likely one yields to the markup, which is right on .95.
_STEPS = ((4.5, 0.85), (0.75, 0.6), (-0.75, 0.35))


def find_visible_day(
    lines: Sequence[DomLine], headlines: Sequence[tuple[str, str]]
) -> DateCandidate | None:
    """The printed day that is most likely the story's.

    Args:
        lines: the visible lines of the page.
        headlines: candidates for its headline, best first.
    """
    scored = [
        (_points(line, day, since, distance), -number, -day.start, day, line, since)
        for number, line, distance in _dated_lines(lines, headlines)
        for since, day in _days_of(line)
    ]
    if not scored:
        return None
    points, _, _, day, line, since = max(scored, key=lambda found: found[:3])
    confidence = next((sureness for least, sureness in _STEPS if points >= least), None)
    if confidence is None:
        return None
    return DateCandidate(
        candidate=day.day,
        origin="updated_stamp" if _is_of_change(line.text, day, since) else "published_stamp",
        evidence_text=line.text[:200],
        confidence=confidence * (0.5 if day.is_ambiguous else 1.0),
    )


def _days_of(line: DomLine) -> Iterator[tuple[int, PrintedDay]]:
    """The days of a line, each with the place where the text that tells of it starts."""
    since = 0
    for day in find_days(line.text[:_MAX_LINE_CHARS]):
        if day.day.year >= FIRST_WEB_YEAR:
            yield since, day
        since = day.end


def _dated_lines(
    lines: Sequence[DomLine], headlines: Sequence[tuple[str, str]]
) -> Iterator[tuple[int, DomLine, int | None]]:
    """Lines with a year, their number, and how many lines they stand below the headline.

    Less than zero: close above the headline; None: far above it, or on a page that shows none.
    """
    places = headline_places(lines, headlines)
    for number, line in enumerate(lines):
        if _YEAR.search(line.text[:_MAX_LINE_CHARS]):
            above = bisect_right(places, number)
            if above < len(places) and places[above] - number <= _ABOVE_HEADLINE:
                yield number, line, number - places[above]
            else:
                yield number, line, number - places[above - 1] if above else None


def _points(line: DomLine, day: PrintedDay, since: int, distance: int | None) -> float:
    return _points_for_words(line.text, day, since, distance) + _points_for_place(line, distance)


def _points_for_words(text: str, day: PrintedDay, since: int, distance: int | None) -> float:
    """What the line says of the day, and how much else it says."""
    before = text[max(since, day.start - _LABEL_CHARS) : day.start]
    behind = text[day.end : day.end + _LABEL_CHARS]
    rest = len(text) - (day.end - day.start)
    points = 0.0
    if _is_of_change(text, day, since):
        points -= 2.5
    elif _PUBLISHED.search(before) or _PUBLISHED_BEHIND.search(behind):
        points += 2.0
    if (
        _NOT_THE_STORYS.search(text[:_MAX_LINE_CHARS])
        or _RANGE_ENDS.search(before)
        or _RANGE_STARTS.match(behind)
    ):
        points -= 3.0
    if rest <= 12:
        points += 2.0
    elif rest <= 60 or (_is_beside(distance) and day.start == 0 and _DATELINE_ENDS.match(behind)):
        points += 1.0
    elif day.start > _DATELINE_CHARS or len(text) > _MAX_LINE_CHARS:
        points -= 1.5
    if rest <= 60 and _BY.search(text):
        points += 1.0
    if _CLOCK.search(behind[:20]):
        points += 0.5
    return points


def _is_of_change(text: str, day: PrintedDay, since: int) -> bool:
    """Whether a day is labelled as that of a change, and not of publication too."""
    before = text[max(since, day.start - _LABEL_CHARS) : day.start]
    behind = text[day.end : day.end + _LABEL_CHARS]
    is_published = _PUBLISHED.search(before) or _PUBLISHED_BEHIND.search(behind)
    return bool(_CHANGED.search(before)) and not is_published


def _points_for_place(line: DomLine, distance: int | None) -> float:
    """Where the line stands on the page."""
    marks = set(line.container)
    is_in_article = not marks.isdisjoint({"article", "main"})
    points = 0.0
    if marks & {"stamp", "byline"}:
        points += 1.5
    if is_in_article and "header" in marks:
        points += 1.5
    if marks & _ELSEWHERE:
        points -= 1.5 if _is_beside(distance) else 3.0
    if marks & _OF_THE_PAGE and not is_in_article:
        points -= 1.5
    if _is_beside(distance):
        points += 2.0 - distance / _BESIDE_HEADLINE
    elif distance is not None and distance < 0:
        points += 1.0
    if line.tag in ("li", "td", "th") or line.link_share > 0.5:
        points -= 1.0
    return points


def _is_beside(distance: int | None) -> bool:
    return distance is not None and 0 <= distance <= _BESIDE_HEADLINE
