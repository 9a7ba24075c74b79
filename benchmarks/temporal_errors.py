"""What kind of error a wrong date is, for the notes under the table of dates.

In: the scorer's list of errors. Out: counts by kind, and lines that say them. A missed or
spurious expression is one; a found one may have a wrong span, type and value at once.
"""

import re
from collections import Counter
from collections.abc import Iterable

_UNKNOWN = re.compile(r"X(?!X*_)")  # XXXX-WXX, 1998-QX, 196X; not PXM
_CALENDAR = re.compile(r"(\d{4})(-.*)?")


def count_errors(errors: Iterable[dict]) -> tuple[Counter[str], Counter[str]]:
    """How many of each kind (missed, spurious, span, type, value), and of each kind of value."""
    kinds, values = Counter(), Counter()
    for error in errors:
        kinds.update(error["kinds"])
        if "value" in error["kinds"]:
            values[value_error(error["gold"], error["pred"])] += 1
    return kinds, values


def value_error(gold: dict, predicted: dict) -> str:
    """The kind of a wrong value, by what the true and the predicted value are."""
    true, ours = gold["value"] or "", predicted["value"] or ""
    if true.endswith("_REF") or ours.endswith("_REF"):
        return "vague or not"
    if true.startswith("P") != ours.startswith("P"):
        return "stretch or date"
    if true.startswith("P"):
        return "other length"
    if _UNKNOWN.search(true):
        return "X in the gold"
    true_day, _, true_clock = true.partition("T")
    our_day, _, our_clock = ours.partition("T")
    if true_day == our_day:
        return "part of day or clock" if true_clock != our_clock else "other"
    if _grain(true_day) != _grain(our_day):
        return "other grain"
    true_parts, our_parts = _CALENDAR.fullmatch(true_day), _CALENDAR.fullmatch(our_day)
    if true_parts and our_parts and true_parts[2] == our_parts[2]:
        return "other year"
    return f"other {_grain(true_day)}"


def _grain(value: str) -> str:
    """The size of a TIMEX3 date by its form."""
    for form, grain in (
        (r"\d{4}-\d\d-\d\d", "day"),
        (r"\d{4}-W\d\d?(?:-WE)?", "week"),
        (r"\d{4}-\d\d", "month"),
        (r"\d{4}-Q\d", "quarter"),
        (r"\d{4}", "year"),
    ):
        if re.fullmatch(form, value):
            return grain
    return "period"


def describe_errors(data: str, errors: Iterable[dict]) -> list[str]:
    """Two lines: the errors of a data set by kind, and its wrong values by kind."""
    kinds, values = count_errors(errors)
    return [
        f"{data}, errors: {_listed(kinds)}",
        f"{data}, wrong values: {_listed(values)}",
    ]


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{kind} {count}" for kind, count in counts.most_common()) or "none"
