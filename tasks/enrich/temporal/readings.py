"""What an expression is read as: its TIMEX3 type and value, and the days it stands for.

In: periods, amounts, anchors. Out: `Reading` values. Never decides which day an expression is
counted from; the rules do.
"""

from dataclasses import dataclass, replace
from datetime import MAXYEAR, date

from tasks.enrich.temporal.periods import Grain, Period

PUBLICATION_DAY = "publication_day"
LAST_DATE = "last_date"
SAME_GRAIN = "same_grain"
NO_ANCHOR = "none"

PRESENT_REF, PAST_REF, FUTURE_REF = "PRESENT_REF", "PAST_REF", "FUTURE_REF"

#: Unit name to TIMEX3 designator, whether it is part of a day, and how many of it a word means.
_DESIGNATORS: dict[str, tuple[str, bool, int]] = {
    "second": ("S", True, 1),
    "minute": ("M", True, 1),
    "hour": ("H", True, 1),
    "day": ("D", False, 1),
    "week": ("W", False, 1),
    "fortnight": ("W", False, 2),
    "weekend": ("WE", False, 1),
    "month": ("M", False, 1),
    "quarter": ("Q", False, 1),
    "year": ("Y", False, 1),
    "decade": ("Y", False, 10),
    "century": ("Y", False, 100),
}
#: The designators of an unknown number of decades and centuries ("for decades").
_UNCOUNTED = {"decade": "DE", "century": "CE"}
#: Where a fraction of a unit can be said in the next smaller one: how many of which.
_SMALLER = {"year": (12, "M"), "hour": (60, "M"), "minute": (60, "S"), "quarter": (3, "M")}

#: The unit's grain on the calendar and how many periods one unit is; none for parts of a day.
UNIT_GRAINS: dict[str, tuple[Grain, int]] = {
    "day": (Grain.DAY, 1),
    "week": (Grain.WEEK, 1),
    "fortnight": (Grain.WEEK, 2),
    "weekend": (Grain.WEEKEND, 1),
    "month": (Grain.MONTH, 1),
    "quarter": (Grain.QUARTER, 1),
    "year": (Grain.YEAR, 1),
    "decade": (Grain.DECADE, 1),
    "century": (Grain.CENTURY, 1),
}

#: TIMEX3 names of a period that is not known, by grain.
UNKNOWN = {
    Grain.DAY: "XXXX-XX-XX",
    Grain.WEEK: "XXXX-WXX",
    Grain.WEEKEND: "XXXX-WXX-WE",
    Grain.MONTH: "XXXX-XX",
    Grain.QUARTER: "XXXX-QX",
    Grain.HALF: "XXXX-HX",
    Grain.SEASON: "XXXX",
    Grain.YEAR: "XXXX",
    Grain.DECADE: "XXX",
    Grain.CENTURY: "XX",
}


@dataclass(frozen=True, slots=True)
class Amount:
    """How many: one number, a range, or an unknown number (low None)."""

    low: float | None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One expression understood. Interval, anchor and period are None where there is none."""

    timex_type: str
    value: str
    modifier: str | None = None
    first: date | None = None
    last: date | None = None
    precision: str | None = None
    anchor: date | None = None
    anchor_kind: str | None = None
    period: Period | None = None

    def modified(self, modifier: str | None) -> "Reading":
        """The same with a TIMEX3 modifier; unchanged for None."""
        return replace(self, modifier=modifier) if modifier else self


def on_period(
    period: Period, anchor_kind: str | None = None, anchor: date | None = None
) -> Reading:
    """A DATE: a whole calendar period."""
    first, last = period.first_day, period.last_day
    value = period.value
    if first is None or last is None:
        first = last = None
        if period.year_number > MAXYEAR:
            value = UNKNOWN[period.grain]
    return Reading(
        "DATE", value, None, first, last, period.grain.value, anchor, anchor_kind, period
    )


def unresolved(value: str, timex_type: str = "DATE") -> Reading:
    """A DATE or TIME that needs an anchor there is not: its value keeps the X, it has no days."""
    return Reading(timex_type, value, anchor_kind=NO_ANCHOR)


def vague(value: str) -> Reading:
    """PRESENT_REF, PAST_REF or FUTURE_REF."""
    return Reading("DATE", value)


def between(first: Reading, last: Reading) -> Reading:
    """A DATE from the start of one reading to the end of another; in calendar order."""
    if first.first and last.last and first.first > last.last:
        first, last = last, first
    is_closed = first.first is not None and last.last is not None
    return Reading(
        "DATE",
        f"{first.value}/{last.value}",
        None,
        first.first if is_closed else None,
        last.last if is_closed else None,
        "range",
        first.anchor or last.anchor,
        first.anchor_kind or last.anchor_kind,
        last.period,
    )


def at_time(day: Reading, clock: str) -> Reading:
    """A TIME: the clock reading or part of day (`T10:30`, `TMO`) on a day."""
    return replace(day, timex_type="TIME", value=day.value + clock, precision="time")


def lasting(amount: Amount, unit: str) -> Reading:
    """A DURATION."""
    return Reading("DURATION", duration_value(amount, unit), precision=unit)


def recurring(value: str, precision: str | None = None) -> Reading:
    """A SET."""
    return Reading("SET", value, precision=precision)


def duration_value(amount: Amount, unit: str) -> str:
    """The TIMEX3 value of an amount of a unit: P24Y, PT40S, P2Y6M, PXM, P2W/P3W."""
    low = _one_duration(amount.low, unit)
    return low if amount.high is None else f"{low}/{_one_duration(amount.high, unit)}"


def _one_duration(number: float | None, unit: str) -> str:
    designator, is_time, factor = _DESIGNATORS[unit]
    prefix = "PT" if is_time else "P"
    if number is None:
        return f"{prefix}X{_UNCOUNTED.get(unit, designator)}"
    number *= factor
    whole = int(number)
    if number != whole and unit in _SMALLER:
        count, smaller = _SMALLER[unit]
        rest = (number - whole) * count
        if rest == int(rest):
            return prefix + (f"{whole}{designator}" if whole else "") + f"{int(rest)}{smaller}"
    return f"{prefix}{whole if number == whole else f'{number:.4g}'}{designator}"
