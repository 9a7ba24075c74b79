"""Dates as machines and markup write them.

In: a string that is meant to be a date (an attribute, a JSON-LD field, a path of an address). Out:
the calendar days it can be read as, or the moment. Not for running text: dates in sentences are
the enrichment's. Never looks at the clock, so a day in the future is a day like any other.
"""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from tasks.extract.months import fold_letters, month_numbers

#: Years outside are placeholders (0001, 9999) or numbers that are no years.
FIRST_YEAR, LAST_YEAR = 1700, 2100

#: No page was published on the web before; a page dated earlier tells of an older work.
FIRST_WEB_YEAR = 1990

_ISO = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6})?(?!\d)")
_DAY_MONTH_WORD = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er)?\.?\s+(?:de\s+)?([^\W\d_]+)\.?,?\s+(?:de\s+)?(\d{4})"
)
_MONTH_WORD_DAY = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_EPOCH = re.compile(r"^(\d{10})(?:\d{3})?$")

_URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?P<gap>[/_.-]?)(?P<month>\d{2}|[a-z]{3})(?P=gap)(\d{2})(?!\d)"
)
_URL_PARTS = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?=/|$)")
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)/(\d{2}|[a-z]{3})/")


def read_days(text: str) -> tuple[date, ...]:
    """The days a written date can mean: none, one, or both readings of 03/04/2021.

    With a time and zone the day is the one written: `2024-06-19T23:30:00-04:00` is the 19th, as
    the outlet's own readers saw it, although it is the 20th in UTC.
    """
    text = text.strip()
    if match := _EPOCH.match(text):
        return _checked([(datetime(1970, 1, 1) + timedelta(seconds=int(match[1]))).date()])
    if match := _ISO.search(text):
        return _days([(match[1], match[3], match[4])])
    if match := _COMPACT.search(text):
        return _days([(match[1], match[2], match[3])])
    for match in _DAY_MONTH_WORD.finditer(text):
        if month := month_numbers().get(fold_letters(match[2])):
            return _days([(match[3], month, match[1])])
    for match in _MONTH_WORD_DAY.finditer(text):
        if month := month_numbers().get(fold_letters(match[1])):
            return _days([(match[3], month, match[2])])
    if match := _NUMERIC.search(text):
        first, second, year = match[1], match[3], match[4]
        if match[2] == ".":  # written with points the day comes first everywhere
            return _days([(year, second, first)])
        return _days([(year, second, first), (year, first, second)])
    return ()


def read_impossible_day(text: str) -> date | None:
    """The first of the month for a day that the month does not have (2023-06-31), else None."""
    match = _ISO.search(text)
    if match and 28 < int(match[4]) <= 31 and not read_days(text):
        return next(iter(_days([(match[1], match[3], 1)])), None)
    return None


def read_url_date(path: str) -> tuple[date, str, str] | None:
    """The date in an address's path: first day, precision (day, month), and the piece it is in."""
    path = path.lower()
    for match in _URL_DAY.finditer(path):
        if not match["gap"] and not match["month"].isdigit():
            continue
        month = month_numbers().get(match["month"], match["month"])
        if days := _days([(match[1], month, match[4])]):
            return days[0], "day", match[0]
    for match in _URL_PARTS.finditer(path):
        if days := _days([match.group("year", "month", "day")]):
            return days[0], "day", match[0].strip("/")
    if match := _URL_MONTH.search(path):
        month = month_numbers().get(match[2], match[2])
        if days := _days([(match[1], month, 1)]):
            return days[0], "month", match[0]
    return None


def read_moment(text: str | None) -> datetime | None:
    """The moment of an ISO 8601 or RFC 5322 date-time, in UTC without zone; a day is its midnight.

    A missing zone is taken as UTC: the moment orders versions of one page, which all lack it.
    """
    if not text:
        return None
    text = text.strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, IndexError, OverflowError):
            days = read_days(text)
            return datetime(days[0].year, days[0].month, days[0].day) if days else None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _days(readings: list[tuple[str | int, str | int, str | int]]) -> tuple[date, ...]:
    days = []
    for year, month, day in readings:
        try:
            days.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return _checked(days)


def _checked(days: list[date]) -> tuple[date, ...]:
    return tuple(
        day
        for day in dict.fromkeys(days)
        if FIRST_YEAR <= day.year <= LAST_YEAR and day != date(1970, 1, 1)
    )
