"""The rules, by what they need to know: nothing, the calendar, an anchor, or only the words."""

from tasks.enrich.temporal.grammar import Rule
from tasks.enrich.temporal.rules import (
    absolute,
    durations,
    holidays,
    months,
    pairs,
    pointing,
    quarters,
    sets,
    times,
    vague,
    weekdays,
)

#: The rules of each module by its name; of two matches of one length the earlier rule is read.
FAMILIES: dict[str, tuple[Rule, ...]] = {
    "absolute": absolute.RULES,
    "pairs": pairs.RULES,
    "times": times.RULES,
    "quarters": quarters.RULES,
    "months": months.RULES,
    "weekdays": weekdays.RULES,
    "holidays": holidays.RULES,
    "pointing": pointing.RULES,
    "sets": sets.RULES,
    "durations": durations.RULES,
    "vague": vague.RULES,
}

RULES: tuple[Rule, ...] = tuple(rule for family in FAMILIES.values() for rule in family)
