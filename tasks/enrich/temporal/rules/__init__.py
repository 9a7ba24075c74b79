"""The rules, by what they need to know: nothing, the calendar, an anchor, or only the words.

English has its patterns beside their readings; another language has them in a module of its own.
"""

from functools import cache

from tasks.enrich.temporal.grammar import Rule
from tasks.enrich.temporal.rules import (
    absolute,
    ahead,
    durations,
    french,
    german,
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

#: The rules that serve a text in a language without a lexicon.
ABSOLUTE_RULES: tuple[Rule, ...] = tuple(rule for rule in RULES if rule.is_absolute)

#: What a rule's name stands for in languages that have patterns alone: its first reading.
_READINGS = {rule.rule_id: rule.resolve for rule in reversed(RULES)} | {
    "offset-in": ahead.resolve_ahead
}
_PATTERNS = {"de": german.PATTERNS, "fr": french.PATTERNS}


@cache
def rules_for(language: str | None) -> tuple[Rule, ...]:
    """The rules of a language with a lexicon (ISO 639-1); for None those that need no words."""
    if language is None:
        return ABSOLUTE_RULES
    if language not in _PATTERNS:
        return RULES
    return tuple(
        Rule(rule_id, pattern, _READINGS[rule_id]) for rule_id, pattern in _PATTERNS[language]
    )
