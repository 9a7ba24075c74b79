"""What a run is asked, and what it answers: values only.

In: nothing. Out: RunRequest and RunReport. Shared by the flow, its Prefect deployment and the
command line.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from config.settings import Settings
from tasks.errors import FATE_CLASS, Fate, FateClass


@dataclass(frozen=True, slots=True)
class Window:
    """The one day of its one source that a run of a backfill reads.

    is_over: the day has passed, so that it is done once its inputs are loaded.
    """

    source_name: str
    day: date
    is_over: bool = True


@dataclass(frozen=True, slots=True)
class RunRequest:
    """What a run is asked to do.

    sources: words of the command line; empty for all enabled sources.
    trigger: manual, schedule or backfill.
    window: only inputs of this day; None for all.
    """

    settings: Settings
    sources: tuple[str, ...] = ()
    publish: bool = True
    dry_run: bool = False
    trigger: str = "manual"
    command: str = "dateline run"
    window: Window | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that was refused or quarantined."""

    uri: str
    fate: str
    reason: str


@dataclass(slots=True)
class RunReport:
    """What a run did. The numbers of `fates` add up to the number of inputs.

    seconds: time of the steps by name; those of worker processes are summed over the workers.
    counts: rows written, by table, and articles by what became of them.
    """

    run_key: int | None = None
    run_id: str | None = None
    fates: Counter[str] = field(default_factory=Counter)
    rejected: list[Rejected] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)
    checks: Counter[str] = field(default_factory=Counter)
    failed_checks: list[str] = field(default_factory=list)
    warned_checks: list[str] = field(default_factory=list)
    snapshot_id: str | None = None
    is_new_snapshot: bool = False
    warnings: list[str] = field(default_factory=list)

    @property
    def input_count(self) -> int:
        """All inputs of the run."""
        return sum(self.fates.values())

    @property
    def status(self) -> str:
        """succeeded, partial or failed, as `ops.runs.status` has it."""
        return {0: "succeeded", 3: "partial"}.get(self.exit_code, "failed")

    @property
    def exit_code(self) -> int:
        """0 good, 1 a check failed, 3 an input was refused or quarantined."""
        if self.failed_checks:
            return 1
        classes = {FATE_CLASS[Fate(fate)] for fate in self.fates}
        return 3 if classes - {FateClass.GOOD} else 0

    def as_json(self) -> dict:
        """The report as one JSON object: what `dateline run --json` prints."""
        return {
            "run_key": self.run_key,
            "status": self.status,
            "exit_code": self.exit_code,
            "inputs": self.input_count,
            "fates": dict(self.fates),
            "rejected": [{"uri": r.uri, "fate": r.fate, "reason": r.reason} for r in self.rejected],
            "counts": dict(self.counts),
            "stages": {name: round(seconds, 3) for name, seconds in self.seconds.items()},
            "checks": dict(self.checks),
            "failed_checks": self.failed_checks,
            "snapshot_id": self.snapshot_id,
            "is_new_snapshot": self.is_new_snapshot,
            "warnings": self.warnings,
        }
