"""When to try again: only what can pass, after growing waits with noise, and not for ever.

In: the limits, the number of the try, what the server asked for. Out: seconds. Nothing sleeps here.
"""

import random
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from tasks.fetch.limits import FetchLimits

_SECONDS = re.compile(r"\d{1,12}")


def read_retry_after(value: str | None, now: datetime, ceiling: float) -> float | None:
    """Seconds a server asks us to wait (RFC 9110, 10.2.3), no more than the ceiling.

    None when it says nothing that can be followed: no number, a negative one, no date, the past.

    Args:
        now: UTC, naive.
    """
    text = (value or "").strip()
    if _SECONDS.fullmatch(text):
        return min(float(text), ceiling)
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:  # "-0000": UTC
        moment = moment.replace(tzinfo=UTC)
    seconds = (moment - now.replace(tzinfo=UTC)).total_seconds()
    return min(seconds, ceiling) if seconds > 0 else None


def wait_before(attempt: int, limits: FetchLimits, noise: random.Random) -> float:
    """Seconds before a try (2 is the second): doubled each time, half of them by chance.

    Chance keeps many clients that failed together from coming back together.
    """
    whole = min(limits.retry_seconds * 2 ** (attempt - 2), limits.retry_after_ceiling)
    return whole * (0.5 + 0.5 * noise.random())
