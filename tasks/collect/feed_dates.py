"""The days that a feed gives for an entry: candidates with what was written, never a verdict.

In: a date as the feed wrote it, and the moment the feed was read. Out: FeedDate values. A day that
cannot be, or lies ahead, is refused with its reason; what was written is always kept.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from tasks.extract.written_dates import FIRST_WEB_YEAR, FIRST_YEAR, read_days
from tasks.models import DateCandidate

#: A day ahead of ours is today somewhere; after two it is the future.
_AHEAD = timedelta(days=2)

#: How sure a feed's day is: feeds of large sites are sorted by it, many small ones state the
#: day of the last change.
CONFIDENCE = {"published": 0.8, "updated": 0.4}


@dataclass(frozen=True, slots=True)
class FeedDate:
    """One reading of a date of an entry.

    kind is `published` or `updated`; raw is what was written; day is the one the outlet's readers
    saw, None where none can be read; moment is UTC, naive, where a time with a zone was given.
    """

    kind: str
    raw: str
    day: date | None = None
    moment: datetime | None = None
    refused_because: str | None = None

    def as_candidate(self) -> DateCandidate | None:
        """For the table of candidates, which has no rows without a day."""
        if self.day is None:
            return None
        return DateCandidate(
            candidate=self.day,
            origin="feed",
            evidence_text=f"{self.kind}: {self.raw}",
            confidence=CONFIDENCE[self.kind],
            refused_because=self.refused_because,
        )


def read_feed_date(
    kind: str, raw: str, read_at: datetime, moment: datetime | None = None
) -> tuple[FeedDate, ...]:
    """All readings of a written date: one, two for 03/04/2024, or one without a day.

    Args:
        read_at: when the feed was read, UTC, naive.
        moment: what the feed's parser made of it; used where the words cannot be read as a day.
    """
    raw = " ".join(raw.split())[:200]
    if moment and moment.year < FIRST_YEAR:
        moment = None  # year 0001 stands for none
    days = read_days(raw) or ((moment.date(),) if moment else ())
    if not days:
        return (FeedDate(kind, raw, refused_because="no day can be read in it"),)
    return tuple(
        FeedDate(kind, raw, day, moment, _why_refused(day, len(days), read_at.date()))
        for day in days
    )


def _why_refused(day: date, readings: int, today: date) -> str | None:
    if day >= today + _AHEAD:
        return f"in the future: the feed was read on {today}"
    if day.year < FIRST_WEB_YEAR:
        return f"before {FIRST_WEB_YEAR}: no page of the web is so old"
    return f"one of {readings} readings" if readings > 1 else None


def moment_of(parsed: object) -> datetime | None:
    """The moment in a `time.struct_time` in UTC; None where it is none (a 31st of June)."""
    try:
        return datetime(*parsed[:6]) if parsed else None  # type: ignore[index]
    except (TypeError, ValueError):
        return None


def read_iso_moment(raw: str) -> datetime | None:
    """An ISO date with a time and a zone as UTC, naive; None for anything else."""
    try:
        moment = datetime.fromisoformat(raw.strip())
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None
