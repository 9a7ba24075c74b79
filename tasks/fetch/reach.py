"""Whether the network is there at all: a run in which no host answered is no run.

In: outcomes. Out: nothing, or the order to stop. One dead host is its own affair; all of them dead
is ours.
"""

from tasks.errors import Fate, StopRun
from tasks.fetch.outcome import Outcome

#: Fates in which no byte came back.
_SILENT = {Fate.DNS_ERROR, Fate.CONNECTION_FAILED, Fate.HOST_ON_HOLD}


class NoSourceReachable(StopRun):
    """Every fetch of a run ended before a host answered."""


class Reach:
    """Counts answers. A request we refused ourselves is neither an answer nor a silence."""

    def __init__(self) -> None:
        self.answered = 0
        self.silent = 0
        self._first: str | None = None

    def note(self, outcome: Outcome) -> None:
        """Count one outcome."""
        if outcome.fate in _SILENT or (
            outcome.fate is Fate.TIMED_OUT and outcome.http_status is None
        ):
            self.silent += 1
            self._first = self._first or outcome.reason
        elif outcome.http_status is not None or outcome.fate is Fate.TRUNCATED:
            self.answered += 1

    def check(self) -> None:
        """To be called when all is fetched and before anything is written.

        Raises:
            NoSourceReachable: there was silence, and no answer.
        """
        if self.silent and not self.answered:
            raise NoSourceReachable(
                f"no source reachable: none of {self.silent} requests had an answer, the first: "
                f"{self._first}; check the network and run again: nothing was written"
            )
