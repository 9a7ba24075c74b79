"""The ingest flow: what a run does, in order. Reads as the ten steps of the pipeline.

In: a RunRequest and a Runner (plain threads, or Prefect task runs; the rows are the same). Out: a
RunReport. Raises StopRun or WarehouseError when the run cannot go on; everything less ends one
input with a fate. Never parses, never writes SQL.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from config.settings import Settings
from config.sources import load_sources
from flows.batches import Batch, BatchPlanner
from flows.processing import BatchProcessor, ProcessedBatch
from flows.runner import Runner
from tasks.collect import files  # noqa: F401  registers its kinds of source
from tasks.collect.source import Source, collect, resolve_sources
from tasks.errors import FATE_CLASS, Fate, FateClass
from warehouse.checks import run_checks
from warehouse.connection import Warehouse, open_warehouse
from warehouse.load import load_package
from warehouse.runs import Run


@dataclass(frozen=True, slots=True)
class RunRequest:
    """What a run is asked to do.

    sources: words of the command line; empty for all enabled sources.
    """

    settings: Settings
    sources: tuple[str, ...] = ()
    publish: bool = True
    trigger: str = "manual"
    command: str = "dateline run"


@dataclass
class RunReport:
    """What a run did; the numbers of fates add up to the number of inputs."""

    run_key: int
    run_id: str
    fates: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[str, str, str]] = field(default_factory=list)  # (uri, fate, reason)
    loaded: Counter[str] = field(default_factory=Counter)  # articles new, changed, unchanged; rows
    seconds: dict[str, float] = field(default_factory=dict)
    checks: Counter[str] = field(default_factory=Counter)  # passed, warned, failed
    failed_checks: list[str] = field(default_factory=list)
    snapshot_id: str | None = None
    is_new_snapshot: bool = False
    warnings: list[str] = field(default_factory=list)
    status: str = "running"

    @property
    def input_count(self) -> int:
        """All inputs of the run."""
        return sum(self.fates.values())

    @property
    def exit_code(self) -> int:
        """0 good, 1 a check failed, 3 partial."""
        if self.failed_checks:
            return 1
        classes = {FATE_CLASS[Fate(fate)] for fate in self.fates}
        return 3 if classes - {FateClass.GOOD} else 0


def ingest(
    request: RunRequest,
    runner: Runner,
    on_batch: Callable[[RunReport], None] = lambda report: None,
) -> RunReport:
    """Run the whole pipeline once.

    Args:
        on_batch: called after every loaded batch, for progress.
    """
    settings = request.settings
    sources = resolve_sources(request.sources, load_sources())
    model, warnings = find_model(settings.model)
    pipeline_version = describe_pipeline(model)
    opened = partial(open_warehouse, settings.data, command=request.command, now=utc_now())
    with opened(lock_wait=settings.lock_wait) as warehouse:
        finish_left_over_packages(warehouse, settings.data)
        run = Run.start(warehouse, describe_start(request, pipeline_version, model))
        report = RunReport(run.run_key, run.run_id, warnings=warnings)
        with recorded(run, report):
            process_and_load(request, runner, sources, warehouse, run, report, on_batch)
            checked = runner.call("check", run_checks, warehouse, run.run_key, utc_now())
            note_checks(report, checked)
            run.finish(report_status(report), utc_now())
        if request.publish and not report.failed_checks:
            publish(warehouse, runner, run, report, settings)
    return report


def process_and_load(
    request: RunRequest,
    runner: Runner,
    sources: tuple[Source, ...],
    warehouse: Warehouse,
    run: Run,
    report: RunReport,
    on_batch: Callable[[RunReport], None],
) -> None:
    """Collect, archive, extract, clean, identify, enrich in batches; load each as it is done."""
    settings = request.settings
    planner = BatchPlanner(warehouse, settings.data, run.pipeline_version, utc_now)
    inputs = collect(sources, settings.max_document_bytes)
    with BatchProcessor(settings, run.run_id, run.pipeline_version, make_pool) as processor:
        batches: Iterator[Batch] = planner.plan(inputs, settings.batch_size)
        done = runner.map("process-batch", processor.process, batches, settings.workers)
        for batch in timed(report, "wait", done):
            load_batch(runner, warehouse, batch, report)
            on_batch(report)
    run.record_steps(report.seconds, report.fates)


def load_batch(
    runner: Runner, warehouse: Warehouse, batch: ProcessedBatch, report: RunReport
) -> None:
    """Load the packages of a batch, then forget their files."""
    for name, seconds in batch.seconds.items():
        report.seconds[name] = report.seconds.get(name, 0.0) + seconds
    for folder in batch.packages:
        started = time.perf_counter()
        result = runner.call("load", load_package, warehouse, folder, utc_now())
        report.loaded.update(result.counts)
        remove_package(folder)
        seconds = time.perf_counter() - started
        report.seconds["load"] = report.seconds.get("load", 0.0) + seconds
    for fate in batch.fates:
        report.fates[fate.fate] += 1
        if FATE_CLASS[Fate(fate.fate)] is not FateClass.GOOD:
            report.refused.append((fate.uri, fate.fate, fate.reason or ""))
