"""What the candidates for the publication day say against each other.

In: all candidates of one page. Out: the same ones, in the same order, the doubtful with less
confidence, the impossible refused with the reason, and the second reading of a day in figures
beside the first. Never drops one, never looks at the clock: a
day is too late only against what the page itself says.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from tasks.extract.printed_days import PrintedDay, find_days
from tasks.extract.written_dates import FIRST_WEB_YEAR
from tasks.models import DateCandidate, DayOrder

_UTC_STAMP = re.compile(r"T(\d\d):?\d\d(?::?\d{1,2}(?:\.\d+)?)?(?:Z|\+00:?00)", re.IGNORECASE)

#: A day stated with at least this confidence can correct a UTC stamp.
_LOCAL_CONFIDENCE = 0.6

#: Only a candidate of at least this confidence, a field that states the day, can refute others.
_SOUND = 0.9

#: A day in figures whose order the outlet's country tells, and one read in the less usual order.
_SETTLED = 0.6
_EXCHANGED = 0.25


def doubt_utc(found: Sequence[DateCandidate]) -> list[DateCandidate]:
    """Stamps in UTC state no local day: each yields to a neighbouring day written without one.

    02:54 UTC is still the evening before in America, 23:15 UTC the next morning in Asia.
    """
    return [_yield_to_local(candidate, found) for candidate in found]


def _yield_to_local(candidate: DateCandidate, found: Sequence[DateCandidate]) -> DateCandidate:
    stamp = _UTC_STAMP.search(candidate.evidence_text)
    if stamp is None or candidate.origin != "metadata":
        return candidate
    neighbour = candidate.candidate + timedelta(days=-1 if int(stamp[1]) < 12 else 1)
    local = [
        other.confidence
        for other in found
        if other.candidate == neighbour
        and other.confidence >= _LOCAL_CONFIDENCE
        and other.precision == "day"
        and not _UTC_STAMP.search(other.evidence_text)
    ]
    if not local:
        return candidate
    return replace(candidate, confidence=min(candidate.confidence, max(local) - 0.01))


def settle_order(found: Sequence[DateCandidate], order: DayOrder | None) -> list[DateCandidate]:
    """Both readings of a day in figures that has two (03/04/2021), settled by the outlet's order.

    Where nothing tells the order both stay, doubtful; else the wrong one is refused.
    """
    settled = []
    for candidate in found:
        printed = _ambiguous_day(candidate)
        if printed is None:
            settled.append(candidate)
            continue
        readings = [candidate]
        exchanged = printed.exchanged if candidate.candidate == printed.day else printed.day
        if not any(_is_reading(other, candidate, exchanged) for other in found):
            confidence = min(candidate.confidence, _EXCHANGED)
            readings.append(replace(candidate, candidate=exchanged, confidence=confidence))
        settled += [_in_order(reading, printed, order) for reading in readings]
    return settled


def _ambiguous_day(candidate: DateCandidate) -> PrintedDay | None:
    """The day of figures in the evidence that the candidate is a reading of."""
    for printed in find_days(candidate.evidence_text):
        if printed.is_ambiguous and candidate.candidate in (printed.day, printed.exchanged):
            return printed
    return None


def _is_reading(other: DateCandidate, candidate: DateCandidate, day: date) -> bool:
    """Whether another candidate is that reading of the same evidence."""
    same = (other.origin, other.evidence_text) == (candidate.origin, candidate.evidence_text)
    return same and other.candidate == day


def _in_order(
    candidate: DateCandidate, printed: PrintedDay, order: DayOrder | None
) -> DateCandidate:
    if order is None or candidate.refused_because:
        return candidate
    is_day_first = candidate.candidate == printed.day
    if is_day_first == (order is DayOrder.DAY_FIRST):
        return replace(candidate, confidence=max(candidate.confidence, _SETTLED))
    return replace(
        candidate, confidence=0.0, refused_because=f"the outlet's country writes the {order}"
    )


def refuse_impossible(found: Sequence[DateCandidate], changed: date | None) -> list[DateCandidate]:
    """Refuse days on which this page cannot have been published, each with the reason.

    Before the web: the day of an older work, or a counter that ran wild. After the page's last
    change: the day of another story or of an event, where a sound candidate stands before it (some
    sites state a wrong day of change; then nothing else does, and the day is kept).
    """
    # A day's grace, as the two may be written in different zones.
    limit = changed + timedelta(days=1) if changed else None
    has_earlier = limit is not None and any(
        c.candidate <= limit and c.confidence >= _SOUND and c.precision == "day" for c in found
    )
    checked = []
    for candidate in found:
        reason = candidate.refused_because
        if reason is None and candidate.candidate.year < FIRST_WEB_YEAR:
            reason = f"before {FIRST_WEB_YEAR}, when no page was published on the web"
        if reason is None and has_earlier and candidate.candidate > limit:
            reason = f"after the page's last change on {changed}"
        is_refused = reason is not None
        confidence = 0.0 if is_refused else candidate.confidence
        checked.append(replace(candidate, confidence=confidence, refused_because=reason))
    return checked
