"""What the reader of an article knows at a place in it: the publication day and the dates so far.

In: each reading as it is made, in reading order. Out: the days and periods later expressions are
counted from. Never guesses a publication day.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tasks.enrich.temporal.periods import FINENESS, Grain, Period, period_of, widen
from tasks.enrich.temporal.readings import (
    LAST_DATE,
    PUBLICATION_DAY,
    SAME_GRAIN,
    UNKNOWN,
    Reading,
    on_period,
    unresolved,
)


class Genre(StrEnum):
    """Which anchor an article's dates use: the day it came out, or the date it last spoke of."""

    NEWS = "news"
    NARRATIVE = "narrative"


#: The stretches beside the quarter that company reports give figures for.
_REPORTED_STRETCHES = frozenset({"P6M", "P9M"})


@dataclass(slots=True)
class Context:
    """The state of one reading of one article.

    reported_quarter: the quarter a company report is about. reports_stretch: whether its last
    figures were for half a year or nine months, so that "a year earlier" is no quarter.
    """

    publication_day: date | None
    genre: Genre = Genre.NEWS
    last_period: Period | None = None
    last_of_grain: dict[Grain, Period] = field(default_factory=dict)
    reported_quarter: Period | None = None
    reports_stretch: bool = False
    known_days: dict[tuple[int, int], int] = field(default_factory=dict)

    def note(self, reading: Reading, rule_id: str, is_aside: bool = False) -> None:
        """Remember a reading that names a calendar period.

        is_aside: it is said of something else ("the treaty of 1930", "since 1918"); such a year
        before the date last spoken of does not take the story back.
        """
        if reading.timex_type == "DURATION" and reading.value in _REPORTED_STRETCHES:
            self.reports_stretch = True
        period = reading.period
        if period is None:
            return
        if not (is_aside and self._lies_before(period)):
            self.last_period = period
        self.last_of_grain.pop(period.grain, None)  # so that the newest comes last
        self.last_of_grain[period.grain] = period
        if period.grain is Grain.QUARTER:
            self.reports_stretch = False
        if rule_id == "quarter-ordinal" and self._is_reported(reading):
            self.reported_quarter = period
        if period.grain is Grain.DAY and reading.first and reading.anchor_kind is None:
            self.known_days[reading.first.month, reading.first.day] = reading.first.year

    def _lies_before(self, period: Period) -> bool:
        """Whether a year or more lies before the day or month last spoken of."""
        last = self.last_period
        return (
            last is not None
            and FINENESS[last.grain] < FINENESS[Grain.YEAR] <= FINENESS[period.grain]
            and period.year_number < last.year_number
        )

    def _is_reported(self, reading: Reading) -> bool:
        """Whether a quarter may be the one the article reports on: the last of those it names.

        One that is not over yet counts only until another is named.
        """
        day, known = self.publication_day, self.reported_quarter
        if day is None or reading.first is None or reading.first > day:
            return False
        if known is None or known.last_day is None or known.last_day >= day:
            return True
        return reading.last < day and reading.period.number > known.number

    @property
    def tells_story(self) -> bool:
        """Whether names without a year are counted from the date last spoken of."""
        return self.genre is Genre.NARRATIVE and self.last_period is not None

    @property
    def last_day(self) -> date | None:
        """The day last spoken of, when the last date is one."""
        period = self.last_of_grain.get(Grain.DAY)
        return period.first_day if period else None

    def current(self, grain: Grain) -> Period | None:
        """The period of the publication day."""
        return period_of(self.publication_day, grain) if self.publication_day else None

    def mentioned(self, grain: Grain) -> Period | None:
        """The period of that grain in which the last date lies that is fine enough."""
        last = self.last_period
        if last is None or FINENESS[last.grain] > FINENESS[grain]:
            newest_first = reversed(self.last_of_grain.values())
            fine = (period for period in newest_first if FINENESS[period.grain] <= FINENESS[grain])
            last = next(fine, None)
        return widen(last, grain) if last else None

    def from_publication(self, period: Period) -> Reading:
        """A DATE counted from the publication day."""
        return on_period(period, PUBLICATION_DAY, self.publication_day)

    def from_last_date(self, period: Period) -> Reading:
        """A DATE counted from the date last spoken of."""
        return on_period(period, LAST_DATE, self.last_period and self.last_period.first_day)

    def same_as(self, period: Period) -> Reading:
        """A DATE that repeats a period spoken of."""
        return on_period(period, SAME_GRAIN, period.first_day)

    def shifted(self, grain: Grain, count: int) -> Reading:
        """The publication day's period of a grain, count periods on; unresolved without a day."""
        here = self.current(grain)
        return self.from_publication(here.plus(count)) if here else unresolved(UNKNOWN[grain])

    def shifted_from_last(self, grain: Grain, count: int) -> Reading | None:
        """The last date's period of a grain, count periods on; None when no such date was named."""
        here = self.mentioned(grain)
        return self.from_last_date(here.plus(count)) if here else None
