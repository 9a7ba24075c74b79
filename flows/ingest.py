"""The ingest flow: what a run does, in order. Reads as the steps of the pipeline.

In: a RunRequest and a Runner (plain threads, or Prefect task runs; the rows are the same). Out: a
RunReport. Raises StopRun or WarehouseError when the run cannot go on; everything less ends one
input with a fate. Never parses, never writes SQL.
"""

import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from config.settings import Settings
from config.sources import SourceBlock, SourcesError, load_sources
from config.version import code_version, names_version
from flows.batches import Batch, BatchPlanner
from flows.collecting.collection import Collection
from flows.processing import BatchProcessor, ProcessedBatch
from flows.report import Rejected, RunReport, RunRequest
from flows.runner import Runner
from tasks.clean.cleaner import load_cleaner
from tasks.collect import address_files as _addresses  # noqa: F401  registers its kinds of source
from tasks.collect import files as _files  # noqa: F401  registers its kinds of source
from tasks.collect import warc_source as _warc  # noqa: F401  registers its kind of source
from tasks.collect.source import FoundAddress, Refusal, Source, collect, resolve_sources
from tasks.enrich.model import ModelIdentity, ModelMissing, model_identity
from tasks.errors import ConfigurationFault, is_good
from warehouse.checks import run_checks
from warehouse.connection import Warehouse, open_warehouse
from warehouse.errors import PackageInvalid, WarehouseError, WarehouseMissing
from warehouse.folder import DataFolder
from warehouse.load import find_unloaded, load_package
from warehouse.package import clear_partial_packages
from warehouse.publish import current_snapshot, is_behind, publish
from warehouse.runs import Run, RunStart, Step, was_read_with_a_model
from warehouse.schedules import SourceSchedule, set_schedules
from warehouse.windows import mark_done

Progress = Callable[[RunReport], None]


def ingest(
    request: RunRequest, runner: Runner, on_batch: Progress = lambda report: None
) -> RunReport:
    """Run the whole pipeline once.

    Args:
        on_batch: called with the growing report after every loaded batch.
    """
    settings = request.settings
    blocks = read_blocks()
    sources = resolve_sources(request.sources, blocks)
    if request.dry_run:
        return list_inputs(sources, settings)
    report = RunReport()
    model = find_model(settings, report)
    pipeline_version = describe_pipeline(model, settings)
    with open_warehouse(
        settings.data, command=request.command, now=utc_now(), lock_wait=settings.lock_wait
    ) as warehouse:
        finish_killed_runs(warehouse, report)
        require_model(warehouse, model, report)
        set_schedules(warehouse, expectations(blocks))
        run = Run.start(warehouse, describe_run(request, pipeline_version, model))
        report.run_key, report.run_id = run.run_key, run.run_id
        with recorded_end(run, report):
            planner = BatchPlanner(warehouse, settings.data, pipeline_version, utc_now)
            day = request.window.day if request.window else None
            is_scheduled = request.trigger == "schedule"
            with (
                Collection(
                    warehouse, settings, sources, utc_now, is_scheduled, day, pipeline_version
                ) as collection,
                BatchProcessor(settings, run.run_id, pipeline_version) as processor,
            ):
                batches = planner.plan(collection.inputs(), settings.batch_size)
                process_and_load(runner, warehouse, processor, batches, report, on_batch)
                collection.remember(block.name for block in blocks if block.enabled)
            check(runner, warehouse, report)
            note_window(warehouse, request, report)
        if request.publish and not report.failed_checks:
            publish_if_behind(runner, warehouse, run, report, settings)
    return report


def note_window(warehouse: Warehouse, request: RunRequest, report: RunReport) -> None:
    """Note the day of a backfill as done, once all its inputs are loaded and good."""
    window = request.window
    if window and window.is_over and not report.failed_checks:
        mark_done(warehouse, window.source_name, window.day, report.run_key, utc_now())


def utc_now() -> datetime:
    """The present moment, UTC without zone: the one clock of a run."""
    return datetime.now(UTC).replace(tzinfo=None)


def read_blocks() -> tuple[SourceBlock, ...]:
    """The blocks of `config/sources.toml`.

    Raises:
        ConfigurationFault: the file has faults; all of them are named.
    """
    try:
        return load_sources()
    except SourcesError as error:
        raise ConfigurationFault(str(error)) from error


def expectations(blocks: tuple[SourceBlock, ...]) -> list[SourceSchedule]:
    """How long each enabled source may be silent: late after its limit, silent after twice that."""
    return [
        SourceSchedule(block.name, block.fresh_within, 2 * block.fresh_within)
        for block in blocks
        if block.enabled and block.fresh_within is not None
    ]


def list_inputs(sources: tuple[Source, ...], settings: Settings) -> RunReport:
    """What a run would read: counts only, nothing is stored."""
    report = RunReport()
    for item in collect(sources, settings.max_document_bytes):
        if isinstance(item, Refusal):
            note_fate(report, item.uri, item.fate, item.reason or "")
        else:
            report.counts["to_fetch" if isinstance(item, FoundAddress) else "to_read"] += 1
    return report


def find_model(settings: Settings, report: RunReport) -> ModelIdentity | None:
    """Which model will read the text; None, with a warning, when it is missing."""
    try:
        return model_identity(settings.model)
    except ModelMissing as error:
        report.warnings.append(f"{error}; articles are loaded without names and dates")
        return None


def require_warehouse(settings: Settings) -> None:
    """Refuse to go on where nothing was ever loaded.

    Raises:
        WarehouseMissing: says how to make one.
    """
    if not DataFolder(settings.data).database.exists():
        raise WarehouseMissing(
            f"there is no warehouse in {settings.data}", "Make one with `dateline run`."
        )


def require_model(warehouse: Warehouse, model: ModelIdentity | None, report: RunReport) -> None:
    """Refuse to read without a model what was read with one: its names would be lost.

    Raises:
        ConfigurationFault: the model is missing; says how to get it.
    """
    if model is None and was_read_with_a_model(warehouse):
        raise ConfigurationFault(
            f"{report.warnings[0].rpartition(';')[0]}. Articles of this warehouse were read with "
            "a model; without one their names would be lost"
        )


def describe_pipeline(model: ModelIdentity | None, settings: Settings) -> str:
    """The versions that decide an article's rows: of code, rules, names, settings and models."""
    read_by = f"{model.name}-{model.version}-{model.digest[:8]}" if model else "no-model"
    kept = "all" if settings.store_navigation else "no-navigation"
    return (
        f"{code_version()} {load_cleaner(settings.cleaner).version} names-{names_version()} "
        f"words-{settings.min_words} {kept} {read_by}"
    )


def describe_run(
    request: RunRequest,
    pipeline_version: str,
    model: ModelIdentity | None,
    flow_name: str = "ingest",
) -> RunStart:
    """What is known of a run when it starts."""
    now = utc_now()
    return RunStart(
        run_id=f"{now:%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}",
        flow_name=flow_name,
        started_at=now,
        trigger=request.trigger,
        command=request.command,
        process_id=os.getpid(),
        pipeline_version=pipeline_version,
        code_version=code_version(),
        model_name=model.name if model else None,
        model_version=model.version if model else None,
        model_digest=model.digest if model else None,
    )


def finish_killed_runs(warehouse: Warehouse, report: RunReport) -> None:
    """Load the whole packages that a killed run left, remove its half-written ones.

    A package that cannot be read is given up: its inputs are archived and not marked as loaded,
    so they are read again.
    """
    clear_partial_packages(warehouse.folder.packages)
    for folder in find_unloaded(warehouse):
        try:
            load_package(warehouse, folder, now=utc_now())
        except PackageInvalid as error:
            report.warnings.append(f"{error.message}; its inputs are read again")
    shutil.rmtree(warehouse.folder.packages, ignore_errors=True)


@contextmanager
def recorded_end(run: Run, report: RunReport) -> Iterator[None]:
    """Write the steps of a run and how it ended, whatever the way."""
    status, error_text = "failed", None
    try:
        yield
        status, error_text = report.status, "; ".join(report.failed_checks) or None
    except KeyboardInterrupt:
        status, error_text = "interrupted", "stopped from the keyboard"
        raise
    except Exception as error:
        error_text = str(error)
        raise
    finally:
        run.record_steps(
            Step(name, seconds, rows_in=report.input_count)
            for name, seconds in report.seconds.items()
        )
        run.finish(status, utc_now(), error_text)


def process_and_load(
    runner: Runner,
    warehouse: Warehouse,
    processor: BatchProcessor,
    batches: Iterable[Batch],
    report: RunReport,
    on_batch: Progress,
) -> None:
    """Put every batch through the stages and load it, in order."""
    for batch in runner.map("process-batch", processor.process, batches, processor.workers):
        load_batch(runner, warehouse, batch, report)
        on_batch(report)


def load_batch(
    runner: Runner, warehouse: Warehouse, batch: ProcessedBatch, report: RunReport
) -> None:
    """Load the packages of a batch, note how its inputs ended, and drop the packages' files."""
    report.seconds.update(batch.seconds)
    for folder in batch.packages:
        with timed(report, "load"):
            result = runner.call("load", _load, warehouse, folder)
        shutil.rmtree(folder)
        report.counts.update(result.rows)
        report.counts["articles_new"] += result.articles_new
        report.counts["articles_changed"] += result.articles_changed
        report.counts["articles_unchanged"] += result.articles_unchanged
        report.fates.update(result.fates)
    for fate in batch.fates:
        if not is_good(fate.fate):
            report.rejected.append(Rejected(fate.uri, fate.fate, fate.reason or ""))


def note_fate(report: RunReport, uri: str, fate: str, reason: str) -> None:
    """Count an input's end; keep it when it was refused or quarantined."""
    report.fates[fate] += 1
    if not is_good(fate):
        report.rejected.append(Rejected(uri, fate, reason))


def check(runner: Runner, warehouse: Warehouse, report: RunReport) -> None:
    """Run the checks; one that fails keeps the snapshot as it was."""
    with timed(report, "check"):
        results = runner.call("check", _check, warehouse, report.run_key)
    for result in results:
        report.checks[result.status] += 1
        said = f"{result.check_name}: {result.wrong_count:,} wrong ({result.meaning})"
        if result.status == "failed":
            report.failed_checks.append(said)
        elif result.status == "warned":
            report.warned_checks.append(said)


def publish_if_behind(
    runner: Runner, warehouse: Warehouse, run: Run, report: RunReport, settings: Settings
) -> None:
    """Publish a snapshot, unless the newest one already holds every article."""
    if is_behind(warehouse, full_text=settings.full_text_index):
        publish_now(runner, warehouse, run, report, settings)
    else:
        report.snapshot_id = current_snapshot(settings.data)


def publish_now(
    runner: Runner, warehouse: Warehouse, run: Run, report: RunReport, settings: Settings
) -> None:
    """Publish a snapshot.

    The run is on record as ended by then, so that the snapshot does not show it as running; a
    publication that fails is written over that.
    """
    try:
        with timed(report, "publish"):
            snapshot = runner.call("publish", _publish, warehouse, report.run_key, settings)
    except WarehouseError as error:
        run.finish("failed", utc_now(), str(error))
        raise
    run.record_steps([Step("publish", report.seconds["publish"], rows_out=snapshot.article_count)])
    report.snapshot_id, report.is_new_snapshot = snapshot.snapshot_id, True


def publish_newest(runner: Runner, settings: Settings, command: str, report: RunReport) -> None:
    """Publish what several runs have loaded, in the name of the last of them; as above."""
    with open_warehouse(
        settings.data, command=command, now=utc_now(), lock_wait=settings.lock_wait
    ) as warehouse:
        if is_behind(warehouse, full_text=settings.full_text_index):
            with timed(report, "publish"):
                snapshot = runner.call("publish", _publish, warehouse, report.run_key, settings)
            report.snapshot_id, report.is_new_snapshot = snapshot.snapshot_id, True
        else:
            report.snapshot_id = current_snapshot(settings.data)


@contextmanager
def timed(report: RunReport, name: str) -> Iterator[None]:
    """Add the time of a step to the report."""
    started = time.perf_counter()
    yield
    report.seconds[name] += time.perf_counter() - started


def _load(warehouse, folder):
    return load_package(warehouse, folder, now=utc_now())


def _check(warehouse, run_key):
    return run_checks(warehouse, run_key=run_key, now=utc_now())


def _publish(warehouse, run_key, settings):
    return publish(
        warehouse,
        now=utc_now(),
        keep=settings.snapshots_kept,
        run_key=run_key,
        full_text=settings.full_text_index,
    )
