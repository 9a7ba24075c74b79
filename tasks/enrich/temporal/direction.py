"""Before or after? The direction of a weekday or a month that names no week or year.

In: the tokens around the expression and the publication day. Out: the period meant. The rules are
those that did best on 297 bare weekdays and 228 bare months of the TempEval-3 training corpora:
the weekday's own name is today; a future or to-infinitive verb points on; a modal, present or
perfect verb only where the next one is clearly nearer; everything else points back. What was to
be ("had been due to close") may lie on either side, and a day of the year less than a month off is
that one whatever the tense. Never parses: the governing verb is the nearest verb form to the left
in the sentence, else the first to the right.
"""

from collections.abc import Sequence
from datetime import date
from enum import Enum, auto

from tasks.enrich.temporal.periods import Period, nearest_yearly, period_of
from tasks.enrich.temporal.tokens import Tokens

#: How many tokens away a verb can govern the expression.
_REACH = 30
#: How many tokens an auxiliary can stand before its participle.
_AUXILIARY_REACH = 4
#: A weekday ahead wins over one behind under a modal, present or perfect verb only when it is
#: nearer by more than this many days.
_CLEARLY_NEARER = 2
#: A day of the year within so many days of the publication day is that one, whatever the tense:
#: a writer who meant the one eleven months off would say so.
_BESIDE = 30


class Tense(Enum):
    """What the governing verb says about time."""

    FORWARD = auto()  # due, payable, scheduled for, until
    FUTURE = auto()
    INFINITIVE = auto()
    OPEN = auto()  # modal, present or perfect
    PERFECT = auto()
    PAST = auto()
    SINCE = auto()
    NONE = auto()


#: Tenses under which a date lies ahead.
POINTS_ON = frozenset({Tense.FORWARD, Tense.FUTURE, Tense.INFINITIVE})
#: Tenses under which it lies behind.
POINTS_BACK = frozenset({Tense.PAST, Tense.PERFECT, Tense.SINCE})

#: What may follow a "to" that is a preposition.
_NO_INFINITIVE = ("determiner", "numeral", "past_verb", "unit", "bound", "never_verb")

_VERBS = {
    "future_verb": Tense.FUTURE,
    "past_perfect_verb": Tense.PAST,
    "perfect_verb": Tense.PERFECT,
    "modal_verb": Tense.OPEN,
    "futurate_verb": Tense.FUTURE,
    "present_verb": Tense.OPEN,
}


def is_sentence_end(tokens: Tokens, index: int) -> bool:
    """Whether the token ends a sentence: a stop and white space, not after an abbreviation.

    A semicolon and a line break end one too.
    """
    if tokens.has(index, "break") or tokens.has(index, "semicolon"):
        return True
    if not tokens.has(index, "stop"):
        return False
    following = index + 1
    while tokens.has(following, "quotation"):
        following += 1
    if following < len(tokens.kinds) and tokens.starts[following] == tokens.ends[following - 1]:
        return False
    is_initial = index > 0 and tokens.ends[index - 1] - tokens.starts[index - 1] == 1
    is_ordinal = tokens.has(index - 1, "day") and tokens.has(following, "month")  # 13. Mai
    return not (
        is_initial
        or is_ordinal
        or tokens.has(index - 1, "abbreviation")
        or tokens.has(following, "lower")
    )


def governing_tense(tokens: Tokens, start: int, end: int, heeds_cues: bool = True) -> Tense:
    """The tense of the verb that governs the expression at tokens start to end.

    heeds_cues: also heed words such as "due" and "payable", which point on for a month but were
    no help for a weekday. An expression that opens its clause is governed by what follows it.
    """
    before = start - 1
    if tokens.has(before, "since"):
        return Tense.SINCE
    if tokens.has(before, "after"):
        return Tense.NONE
    if tokens.has(before, "determiner") and heeds_cues:
        # "the Feb. 23 accord": the noun, not the verb, has the date
        return Tense.SINCE if _is_since_after(tokens, before - 1) else Tense.NONE
    opens_clause = _opens_clause(tokens, before)
    if tokens.has(before, "deadline_preposition") and not opens_clause:
        return Tense.PAST if _is_past_perfect_before(tokens, before) else Tense.FORWARD
    if tokens.has(before, "reach_preposition"):
        return Tense.NONE
    tense = _tense_of_verb(tokens, before, end, opens_clause, heeds_cues)
    if tokens.has(before, "before_preposition") and tense in (Tense.OPEN, Tense.NONE):
        return Tense.FORWARD  # "expects the report before Christmas": the coming one
    return tense


def _tense_of_verb(
    tokens: Tokens, before: int, end: int, opens_clause: bool, heeds_cues: bool
) -> Tense:
    """The tense of the nearest verb on the left; on the right where the clause opens here."""
    left = _first_tense(tokens, range(before, max(before - _REACH, -1), -1), heeds_cues)
    right = range(end, min(end + _REACH, len(tokens.kinds)))
    if opens_clause or left is Tense.NONE:
        following = _first_tense(tokens, right, heeds_cues)
        return following if following is not Tense.NONE else left
    return left


def _is_since_after(tokens: Tokens, index: int) -> bool:
    """since, since after, since shortly after: all of it behind."""
    if tokens.has(index, "after"):
        index -= 1 if tokens.has(index - 1, "since") else 2
    return tokens.has(index, "since")


def _is_past_perfect_before(tokens: Tokens, before: int) -> bool:
    """Whether the last verb before is "had filed": what was done by Friday lies behind."""
    for index in range(before - 1, max(before - _REACH, 0), -1):
        if is_sentence_end(tokens, index) or _tense_at(tokens, index, False) is Tense.INFINITIVE:
            return False
        if tokens.has(index, "past_verb"):
            return _is_past_perfect(tokens, index)
    return False


def _opens_clause(tokens: Tokens, before: int) -> bool:
    if any(tokens.has(before, name) for name in ("date_cue", "deadline_preposition")):
        before -= 1
    return (
        before < 0
        or is_sentence_end(tokens, before)
        or any(tokens.has(before, name) for name in ("comma", "conjunction", "quotation"))
    )


def _first_tense(tokens: Tokens, indices: range, heeds_cues: bool) -> Tense:
    """The tense of the first verb on the way, up to the sentence's end or the next main clause."""
    for index in indices:
        is_next_clause = tokens.has(index, "conjunction") and tokens.has(index - 1, "comma")
        if is_sentence_end(tokens, index) or (is_next_clause and indices.step > 0):
            break
        tense = _tense_at(tokens, index, heeds_cues, is_left=indices.step < 0)
        if tense is not Tense.NONE:
            return tense
    return Tense.NONE


def _tense_at(tokens: Tokens, index: int, heeds_cues: bool, is_left: bool = False) -> Tense:
    """The tense the token gives, if any; is_left: it stands before the expression.

    There a plan leaves even a weekday open ("more were expected Thursday").
    """
    if tokens.has(index, "forward") and (heeds_cues or is_left):
        is_open = not heeds_cues or _was_intended(tokens, index)
        return Tense.OPEN if is_open else Tense.FORWARD
    if tokens.has(index, "past_verb"):
        return Tense.NONE if _is_attribute(tokens, index) else _tense_of_participle(tokens, index)
    if tokens.has(index, "to") and _is_infinitive(tokens, index):
        if tokens.has(index - 1, "implicative_verb"):
            return Tense.PAST
        return Tense.OPEN if _was_intended(tokens, index - 1) else Tense.INFINITIVE
    if tokens.has(index, "capital") and tokens.has(index, "month"):
        return Tense.NONE
    for name, tense in _VERBS.items():
        if tokens.has(index, name) and not tokens.has(index - 1, "determiner"):
            return tense
    return Tense.NONE


def _was_intended(tokens: Tokens, index: int) -> bool:
    """ "was to", "had been due to", "had planned to": then to come; by now it may lie behind."""
    if tokens.has(index, "was"):
        return True
    is_plan = tokens.has(index, "forward") or tokens.has(index, "past_verb")
    return is_plan and _is_past_perfect(tokens, index)


def _is_past_perfect(tokens: Tokens, index: int) -> bool:
    """Whether "had" stands before the participle: had (been) filed."""
    index -= 1
    while tokens.has(index, "auxiliary"):
        index -= 1
    return tokens.has(index, "past_perfect_verb")


def _is_attribute(tokens: Tokens, index: int) -> bool:
    """ "the proposed merger": a participle between its determiner and a noun is no verb."""
    return (
        tokens.has(index - 1, "determiner")
        and not tokens.has(index - 1, "relative")
        and tokens.has(index + 1, "lower")
        and not tokens.has(index, "auxiliary")
    )


def _tense_of_participle(tokens: Tokens, index: int) -> Tense:
    """Past, unless an auxiliary before the form says otherwise (will be held, has resigned)."""
    for before in range(index - 1, max(index - _AUXILIARY_REACH, 0) - 1, -1):
        for name, tense in _VERBS.items():
            if tokens.has(before, name):
                return tense
        if tokens.has(before, "to") and tokens.has(before + 1, "auxiliary"):
            return Tense.INFINITIVE
        if not tokens.has(before, "auxiliary"):
            break
    return Tense.PAST


def _is_infinitive(tokens: Tokens, index: int) -> bool:
    after = index + 1
    if not tokens.has(after, "lower") or tokens.has(after + 1, "of"):
        return False
    return not any(tokens.has(after, name) for name in _NO_INFINITIVE)


def place_weekday(weekday: int, day: date, tense: Tense) -> date:
    """The day a bare weekday (1 Monday to 7 Sunday) names in an article of that day."""
    ahead = (weekday - day.isoweekday()) % 7
    if ahead == 0:
        return day
    behind = 7 - ahead
    is_open = tense in (Tense.OPEN, Tense.PERFECT)
    if tense in POINTS_ON or (is_open and behind > ahead + _CLEARLY_NEARER):
        return _moved(day, ahead)
    return _moved(day, -behind)


def _moved(day: date, count: int) -> date:
    ordinal = day.toordinal() + count
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def place_yearly(named: Period, day: date, tense: Tense, per_year: int = 12) -> Period:
    """Of a month or season in any year, the one meant in an article of that day."""
    here = period_of(day, named.grain).number
    if tense in POINTS_ON:
        return Period(named.grain, here + (named.number - here) % per_year)
    if tense in POINTS_BACK:
        return Period(named.grain, here - (here - named.number) % per_year)
    return nearest_yearly(named, day, per_year)


def place_month_day(month: int, day_of_month: int, day: date, tense: Tense) -> date | None:
    """The day meant by a month and day without a year; None when the calendar never has it."""
    candidates = []
    for year in (day.year - 1, day.year, day.year + 1):
        try:
            candidates.append(date(year, month, day_of_month))
        except ValueError:
            continue
    return choose_by_tense(candidates, day, tense) if candidates else None


def choose_by_tense(candidates: Sequence[date], day: date, tense: Tense) -> date:
    """Of the days a yearly name has in the years around, in order, the one meant on that day."""
    nearest = min(candidates, key=lambda candidate: abs((candidate - day).days))
    if abs((nearest - day).days) <= _BESIDE:
        return nearest
    if tense in POINTS_ON:
        ahead = [candidate for candidate in candidates if candidate >= day]
        return ahead[0] if ahead else candidates[-1]
    if tense in POINTS_BACK:
        behind = [candidate for candidate in candidates if candidate <= day]
        return behind[-1] if behind else candidates[0]
    return nearest
