"""Dates that say everything themselves: full dates, month and year, years, decades, centuries."""

from tasks.enrich.temporal.context import Context, Genre
from tasks.enrich.temporal.direction import is_sentence_end
from tasks.enrich.temporal.grammar import Match, Rule, read_number
from tasks.enrich.temporal.periods import (
    Grain,
    Period,
    century_period,
    day_period,
    decade_period,
    part_of_year,
    year_period,
)
from tasks.enrich.temporal.readings import Reading, at_time, between, on_period, unresolved

#: A year written with two digits: 69 and above is 19xx, as POSIX strptime reads it.
_PIVOT = 69
#: A smaller number is more often a count than a year, save in a story.
_OLDEST_PLAIN_YEAR, _OLDEST_STORY_YEAR = 1800, 1000


def full_year(two_digits: int) -> int:
    """The year meant by two digits."""
    return two_digits + (1900 if two_digits >= _PIVOT else 2000)


def read_year(match: Match, part: str = "year") -> int | None:
    """The year in a part, in digits or in words; None when the words are no year."""
    if (whole := match.value("year", part)) is not None:
        return whole
    if (short := match.value("short_year", part)) is not None:
        return full_year(short)
    start, end = match.parts[part]
    tokens = match.tokens
    first = read_number(tokens, start, start + 1)
    rest = read_number(tokens, start + 1, end)
    if match.holds("scale", part) and match.value("scale", part) != 1000:
        return None  # twelve hundred
    if match.holds("scale", part):  # two thousand and five
        number = read_number(tokens, start, end)
    elif first and rest and 10 <= first <= 21 and 10 <= rest <= 99:  # nineteen ninety-six
        number = first * 100 + rest
    else:
        return None
    return int(number) if number and 1000 <= number <= 2199 else None


def period_reading(match: Match, period: Period) -> Reading:
    """A DATE on an absolute period, with the modifier of "early", "the end of"."""
    return on_period(period).modified(match.value("part", "part"))


def _iso_date(match: Match, context: Context) -> Reading | None:
    year, month, day, clock = match.value("iso_date")
    period = day_period(year, month, day)
    if period is None:
        return None
    reading = on_period(period)
    return at_time(reading, "T" + clock) if clock else reading


def _numeric_date(match: Match, context: Context) -> Reading | None:
    """Day or month first? Dots, the language or a number above 12 tell; else both are possible."""
    first, is_day_first, second, third = match.value("numeric_date")
    if len(first) == 4:
        period = day_period(int(first), int(second), int(third))
        return on_period(period) if period else None
    year = int(third) if len(third) == 4 else full_year(int(third))
    one, two = int(first), int(second)
    if is_day_first or one > 12 or one == two:
        period = day_period(year, two, one)
    elif two > 12:
        period = day_period(year, one, two)
    elif day_period(year, one, two):
        return unresolved(f"{year:04d}-XX-XX")
    else:
        period = None
    return on_period(period) if period else None


def _full_date(match: Match, context: Context) -> Reading | None:
    """A day of a year; one the calendar does not have (30 February) keeps an X."""
    year = read_year(match)
    if year is None:
        return None
    month, day = match.value("month"), match.value("day", "day") or match.value("ordinal", "day")
    period = day_period(year, month, day)
    return on_period(period) if period else unresolved(f"{year:04d}-{month:02d}-XX")


def _day_range(match: Match, context: Context) -> Reading | None:
    year = read_year(match)
    if year is None:
        return None
    days = [
        day_period(year, match.value("month"), match.value("day", part)) for part in ("from", "to")
    ]
    if None in days or days[0].number >= days[1].number:
        return None
    return between(on_period(days[0]), on_period(days[1]))


def _month_year(match: Match, context: Context) -> Reading | None:
    year = read_year(match)
    if year is None:
        return None
    return period_reading(match, part_of_year(Grain.MONTH, year, match.value("month")))


def _season_year(match: Match, context: Context) -> Reading | None:
    """the summer of 1990; the winter of 1937-38 begins in 1937; the spring of 480 BC."""
    year = read_year(match) if match.has("year") else era_year(match)
    if year is None:
        return None
    period = part_of_year(Grain.SEASON, year, match.value("season") + 1)
    return period_reading(match, period)


def _year(match: Match, context: Context) -> Reading | None:
    """A lone four-digit number, when the words around it make it a year."""
    year = read_year(match)
    oldest = _OLDEST_STORY_YEAR if context.genre is Genre.NARRATIVE else _OLDEST_PLAIN_YEAR
    if year is None or not _reads_as_year(match, year, oldest):
        return None
    return period_reading(match, year_period(year))


def _reads_as_year(match: Match, year: int, oldest: int) -> bool:
    tokens, before, after = match.tokens, match.start - 1, match.end
    if match.has("part") or match.has("spelled"):
        return True
    if tokens.has(before, "year_cue"):
        return True
    if tokens.has(before, "and_or_to") and tokens.has(before - 1, "year"):
        return True  # between 2008 and 2012 prices rose
    if tokens.has(before, "plural") and tokens.value(before, "plural") == "year":
        return True  # the years 1943 and 1944
    text_after = tokens.surface(after) if after < len(tokens.kinds) else ""
    may_count = tokens.has(after, "lower") and not tokens.has(after, "never_counted")
    if may_count and len(text_after) > 3 and text_after.endswith(("s", "aux")):
        return tokens.has(before, "determiner") and year >= oldest
    if year < oldest:
        return False
    if any(tokens.has(before, name) for name in ("date_cue", "determiner", "fiscal", "open")):
        return True
    if tokens.has(before, "comma") or tokens.has(before, "dash"):
        return any(tokens.has(before - 1, name) for name in ("year", "capital"))
    starts_sentence = before < 0 or is_sentence_end(tokens, before)
    is_attribute = tokens.has(after, "lower") and not tokens.has(after, "conjunction")
    return (
        starts_sentence
        or tokens.has(before, "possessive")
        or (tokens.has(before, "lower") and is_attribute)
    )


def _year_range(match: Match, context: Context) -> Reading | None:
    first = match.value("year", "from")
    last = match.value("year", "to")
    if last is None:
        last = first - first % 100 + match.value("two_digits", "to")
    if not first < last:
        return None
    return between(on_period(year_period(first)), on_period(year_period(last)))


def era_year(match: Match, part: str = "era") -> int | None:
    """The year in a part, negative or 0 before Christ (TIMEX3 counts 1 BC as the year 0)."""
    number = int(read_number(match.tokens, *match.parts[part]) or 0)
    if not 1 <= number <= 9999:
        return None
    return 1 - number if match.holds("before_christ") else number


def _era_year(match: Match, context: Context) -> Reading | None:
    year = era_year(match)
    return None if year is None else on_period(year_period(year))


def _era_range(match: Match, context: Context) -> Reading | None:
    """149-146 BC."""
    first, last = era_year(match, "from"), era_year(match, "to")
    if first is None or last is None or first >= last:
        return None
    return between(on_period(year_period(first)), on_period(year_period(last)))


def _decade(match: Match, context: Context) -> Reading | None:
    if match.holds("decade"):
        decade = match.value("decade")
        is_bare = decade < 10 and match.tokens.surface(match.end - 1)[0].isdigit()
        if is_bare and not match.holds("the"):
            return None  # in his 30s
    else:
        decade = match.value("decade_name") // 10
    if decade < 10:
        decade = _full_decade(decade, context)
    return period_reading(match, decade_period(decade * 10))


def _full_decade(digit: int, context: Context) -> int:
    """'80s, the eighties: the latest such decade that had begun; by the pivot without a day.

    In a story it is that of the century told of.
    """
    if context.tells_story:
        return context.last_period.year_number // 100 * 10 + digit
    publication_day = context.publication_day
    if publication_day is None:
        return full_year(digit * 10) // 10
    decade = publication_day.year // 100 * 10 + digit
    return decade - 10 if decade * 10 > publication_day.year else decade


def _century(match: Match, context: Context) -> Reading | None:
    period = century_period(match.value("ordinal"), match.holds("before_christ"))
    return period_reading(match, period)


_WEEKDAY = r"(?:{weekday}<comma>?<the>?)?"
_YEAR = r"(?P<year>{year})"
_PART = r"(?P<part>{part})?"

RULES = (
    Rule("date-iso", r"<iso_date>", _iso_date, is_absolute=True),
    Rule("date-numeric", r"<numeric_date>", _numeric_date, is_absolute=True),
    Rule(
        "date-full",
        _WEEKDAY + r"{month}(?P<day>{day}|<ordinal>)<comma>?" + _YEAR,
        _full_date,
        is_absolute=True,
    ),
    Rule(
        "date-full",
        _WEEKDAY + r"(?P<day>{day}|<the><ordinal>)<of|hyphen>?{month}<comma|hyphen|of>?" + _YEAR,
        _full_date,
        is_absolute=True,
    ),
    Rule(
        "date-range",
        r"{month}(?P<from><day>)<dash|to>(?P<to><day>)<comma>?" + _YEAR,
        _day_range,
        is_absolute=True,
    ),
    Rule(
        "date-range",
        r"(?P<from><day>)<dash|to|slash>(?P<to><day>){month}<comma>?" + _YEAR,
        _day_range,
        is_absolute=True,
    ),
    Rule(
        "month-year",
        _PART + r"{month}<of|comma>?" + _YEAR,
        _month_year,
        is_absolute=True,
    ),
    Rule(
        "season-year",
        _PART + r"<the>?<season><of|comma>?" + _YEAR + r"(?:<dash|slash><two_digits|year>)?",
        _season_year,
    ),
    Rule(
        "season-year",
        _PART + r"<the>?<season><of>?(?P<era><digits>)<before_christ|christian_era>",
        _season_year,
    ),
    Rule("year", _PART + r"<the>?<year_word>" + _YEAR + r"(?P<spelled>)", _year),
    Rule(
        "year",
        _PART
        + r"(?<!<currency>)(?<!<digits><hyphen>)(?P<year><year|short_year>)"
        + r"(?!<percent|counted|scale|slash>)(?!<dash><digits>)"
        + r"(?!<comma>(?!<year>)<digits><comma>)",
        _year,
    ),
    Rule(
        "year",
        _PART
        + r"(?P<year>(?P<spelled><numeral><numeral>(?:<hyphen><numeral>)?))(?!<counted|unit>)",
        _year,
    ),
    Rule(
        "year-range",
        r"(?<!<currency|dash|slash|digits>)(?P<from><year>)<dash|slash>(?P<to><year|two_digits>)"
        r"(?!<dash|slash|percent|counted>)",
        _year_range,
    ),
    Rule(
        "year-era",
        r"(?P<era><digits>)<before_christ|christian_era>",
        _era_year,
    ),
    Rule("year-era", r"<christian_era>(?P<era><digits>)", _era_year),
    Rule(
        "year-era-range",
        r"(?P<from><digits>)<dash>(?P<to><digits>)<before_christ|christian_era>",
        _era_range,
    ),
    Rule("decade", r"<the>?" + _PART + r"<decade>", _decade),
    Rule("decade", r"<the>" + _PART + r"<decade_name>", _decade),
    Rule(
        "century",
        r"<the>?" + _PART + r"<ordinal><hyphen>?<century_word><before_christ|christian_era>?",
        _century,
    ),
)
