"""When a feed is asked again: sooner while it brings news, later when not, rarely when dead.

In: how long it waited last, and what came of it. Out: hours. A pure function; the moments are kept
by the warehouse. Pages have a rule of their own, in the view `ops.page_states`.
"""

#: The first wait, when nothing is known of a feed: most papers publish hourly or more.
FIRST_HOURS = 1.0
#: News halves the wait, none makes it half as long again: a feed is followed down in a few polls,
#: and left alone slowly.
_SOONER, _LATER = 0.5, 1.5
#: A feed that fails is asked at longer waits than a quiet one, up to so many times the longest.
_DEAD_TIMES = 7
#: How much the newest gap between two news counts in the usual one.
_NEWEST = 0.3


def next_wait(
    last_hours: float | None, brought_news: bool, shortest: float, longest: float
) -> float:
    """Hours until a feed that answered is due again, within the bounds of its source."""
    if last_hours is None:
        hours = FIRST_HOURS
    else:
        hours = last_hours * (_SOONER if brought_news else _LATER)
    return min(max(hours, shortest), longest)


def wait_after_failure(failure_weight: float, shortest: float, longest: float) -> float:
    """Hours until a feed that failed is due again: doubled by each failure, and never for ever."""
    return min(shortest * 2 ** min(failure_weight, 30), _DEAD_TIMES * longest)


def usual_gap(last_gap: float | None, newest_gap: float | None) -> float | None:
    """The running mean of the hours between two times that a feed brought news."""
    if newest_gap is None or last_gap is None:
        return newest_gap if last_gap is None else last_gap
    return (1 - _NEWEST) * last_gap + _NEWEST * newest_gap
