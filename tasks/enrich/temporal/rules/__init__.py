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

RULES: tuple[Rule, ...] = (
    *absolute.RULES,
    *pairs.RULES,
    *times.RULES,
    *quarters.RULES,
    *months.RULES,
    *weekdays.RULES,
    *holidays.RULES,
    *pointing.RULES,
    *sets.RULES,
    *durations.RULES,
    *vague.RULES,
)

#: The rules that serve a text in a language without a lexicon.
ABSOLUTE_RULES: tuple[Rule, ...] = tuple(rule for rule in RULES if rule.is_absolute)
