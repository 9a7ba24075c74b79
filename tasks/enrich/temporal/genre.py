"""News or narrative: does an article count its dates from the day it came out, or from its story?

In: what the article's own words show before anything is resolved. Out: a `Genre`. Never looks at
the source or the file.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from tasks.enrich.temporal.context import Genre
from tasks.enrich.temporal.grammar import Match

#: Rules whose expressions only make sense from the day of writing.
DEICTIC_RULES = frozenset(
    {
        "day-deictic",
        "daypart-this",
        "unit-pointed",
        "season-pointed",
        "offset-ago",
        "offset-in",
        "weekday-bare",
        "weekday-pointed",
    }
)
#: Rules whose expressions carry their year.
DATED_RULES = frozenset(
    {"date-full", "date-range", "month-year", "season-year", "year", "year-range", "year-era"}
)

#: Fewer dates with a year than this tell no story: beside a known publication day, and without.
_MIN_DATED = 3
_MIN_DATED_UNDATED = 2
#: A story has at most one expression that points to the writer's day for so many dated ones.
_DATED_PER_DEICTIC = 2
#: The lead of a news story has its day among its first dates: born in 1931, he died on Monday.
_LEAD = 2
#: A story told at a known day is about years before it: at least this share of its dates.
_OLD_SHARE = 0.8
_RECENT_YEARS = 1


def detect_genre(
    matches: Sequence[Match], years: Sequence[int], publication_day: date | None
) -> Genre:
    """Narrative for an article that dates its events itself and hardly points to the present.

    matches: all matches of the article; years: the years its dated expressions name.
    """
    telling = [
        rule_id
        for match in _longest(matches)
        if (rule_id := match.rule.rule_id) in DEICTIC_RULES | DATED_RULES
    ]
    deictic = sum(rule_id in DEICTIC_RULES for rule_id in telling)
    if not DEICTIC_RULES.isdisjoint(telling[:_LEAD]):
        return Genre.NEWS
    enough = _MIN_DATED_UNDATED if publication_day is None else _MIN_DATED
    if len(years) < enough or deictic * _DATED_PER_DEICTIC > len(years):
        return Genre.NEWS
    if publication_day is not None:
        old = sum(year < publication_day.year - _RECENT_YEARS for year in years)
        if old < _OLD_SHARE * len(years):
            return Genre.NEWS
    return Genre.NARRATIVE


def _longest(matches: Sequence[Match]) -> Iterator[Match]:
    """The matches that lie in no other: "Monday, 19 June" is no bare weekday.

    Nor is "the next year" said from the writer's day, as "next year" is.
    """
    tokens, end = None, 0
    for match in matches:
        if match.tokens is not tokens:
            tokens, end = match.tokens, 0
        if match.start >= end:
            if not match.has("the"):
                yield match
            end = match.end
