"""The backfill flow: a source read a window of days at a time, each day a run of its own.

In: a BackfillRequest and a Runner. Out: a BackfillReport. A day whose run has loaded everything is
noted and left out the next time, so a backfill that was killed goes on with the day it died in. The
source is listed once to find which days have inputs, and read once for each of these days.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from config.settings import Settings
from flows.collecting.collection import Collection
from flows.ingest import ingest, note_fate, publish_newest, read_blocks, utc_now
from flows.report import RunReport, RunRequest, Window
from flows.runner import Runner
from tasks.collect.days import count_days
from tasks.collect.source import Found, Refusal, Source, collect, resolve_sources
from tasks.errors import ConfigurationFault, is_good
from warehouse.connection import open_warehouse
from warehouse.windows import done_days

Progress = Callable[[RunReport], None]


@dataclass(frozen=True, slots=True)
class BackfillRequest(RunRequest):
    """The window, both days included. again: days that are done are read again too."""

    source: str = ""
    first_day: date = date.min
    last_day: date = date.max
    again: bool = False


@dataclass(slots=True)
class BackfillReport(RunReport):
    """What all days together brought; its run is that of the last day.

    days: inputs of each day that was read; done_before: days that were left out; undated: inputs
    of the source that are of no day, and so of no window.
    """

    days: dict[date, int] = field(default_factory=dict)
    done_before: list[date] = field(default_factory=list)
    undated: int = 0

    def add(self, day: date, report: RunReport) -> None:
        """Take in the report of one day's run."""
        self.days[day] = report.input_count
        self.run_key, self.run_id = report.run_key, report.run_id
        self.fates.update(report.fates)
        self.counts.update(report.counts)
        self.seconds.update(report.seconds)
        self.rejected += report.rejected
        self.checks, self.failed_checks = report.checks, report.failed_checks
        self.warned_checks = report.warned_checks
        self.warnings += [said for said in report.warnings if said not in self.warnings]

    def as_json(self) -> dict:
        """The report as one JSON object: what `dateline backfill --json` prints."""
        return {
            **RunReport.as_json(self),
            "days": {day.isoformat(): count for day, count in self.days.items()},
            "done_before": [day.isoformat() for day in self.done_before],
            "undated": self.undated,
        }


def backfill(
    request: BackfillRequest, runner: Runner, on_batch: Progress = lambda report: None
) -> BackfillReport:
    """Read a source day by day; a day with a failed check is the last one.

    Raises:
        ConfigurationFault: there is no such source, or the window is empty.
    """
    if request.first_day > request.last_day:
        raise ConfigurationFault(
            f"the window from {request.first_day} to {request.last_day} holds no day; "
            "give the earlier day first"
        )
    settings, report = request.settings, BackfillReport()
    (source,) = resolve_sources([request.source], read_blocks())
    counts, report.undated = count_days(list_inputs(source, settings, report))
    days = sorted(day for day in counts if request.first_day <= day <= request.last_day)
    if report.undated:
        report.warnings.append(
            f"{report.undated:,} inputs of {source.name} are of no day; `dateline run` reads them"
        )
    if request.dry_run:
        report.days = {day: counts[day] for day in days}
        return report
    if not request.again:
        report.done_before = find_done(request, source.name, days)
    for day in (day for day in days if day not in report.done_before):
        report.add(day, ingest(request_of_day(request, source.name, day), runner, on_batch))
        if report.failed_checks:
            return report
    if request.publish:
        publish_newest(runner, settings, request.command, report)
    return report


def list_inputs(source: Source, settings: Settings, report: BackfillReport) -> Iterable[Found]:
    """What a source has, its pages on the web not yet asked for; a feed that fails is noted."""
    if source.kind != "address":
        return collect([source], settings.max_document_bytes)
    with Collection(None, settings, [source], utc_now) as collection:
        ends, pages = collection.preview()
    for end in ends:
        if isinstance(end, Refusal) and not is_good(end.fate):
            note_fate(report, end.uri, end.fate, end.reason or "")
    return pages


def find_done(request: BackfillRequest, source_name: str, days: list[date]) -> list[date]:
    """Which of the days an earlier backfill has done."""
    settings = request.settings
    with open_warehouse(
        settings.data, command=request.command, now=utc_now(), lock_wait=settings.lock_wait
    ) as warehouse:
        done = done_days(warehouse, source_name)
    return [day for day in days if day in done]


def request_of_day(request: BackfillRequest, source_name: str, day: date) -> RunRequest:
    """One day as a run. A day that is not over is read, but not noted as done."""
    is_over = day < utc_now().date()
    return RunRequest(
        settings=request.settings,
        sources=(request.source,),
        publish=False,
        trigger="backfill",
        command=f"dateline backfill {request.source} --from {day} --to {day}",
        window=Window(source_name, day, is_over),
    )
