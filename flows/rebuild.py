"""The rebuild flow: the warehouse made again from the archive alone, and put in its place.

In: a RunRequest and a Runner. Out: a RebuildReport. Every sight of every archived document goes
through the same stages as in a run, into a new file beside the live one; when its checks are good
it is swapped in, and the former file is kept. Until then the former one is in force, so a rebuild
that is killed is simply done again.

The history of runs stands in no archive: it comes along from the former file or, when that cannot
be read, from the newest snapshot. Without either it begins anew.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from config.settings import Settings
from flows.ingest import (
    check,
    describe_pipeline,
    describe_run,
    expectations,
    find_model,
    process_and_load,
    publish_now,
    read_blocks,
    recorded_end,
    require_model,
    utc_now,
)
from flows.processing import BatchProcessor
from flows.report import RunReport, RunRequest
from flows.runner import Runner
from flows.stored import plan_stored
from tasks.archive.sights import Unreadable, archive_files, read_sights
from tasks.errors import Fate
from tasks.models import DocumentRef, InputFate
from warehouse.connection import Warehouse, lock_folder, open_locked, open_warehouse
from warehouse.errors import WarehouseMissing
from warehouse.folder import DataFolder
from warehouse.lock import WriterLock
from warehouse.replacement import replace_live_file
from warehouse.run_history import Former, lost_documents, restore_history, save_history
from warehouse.runs import Run
from warehouse.schedules import set_schedules

Progress = Callable[[RunReport], None]

#: Where the history waits, in the folder of the new warehouse, until that is open.
HISTORY = "history"


@dataclass(slots=True)
class RebuildReport(RunReport):
    """What a rebuild did. kept_file: the former warehouse under its new name."""

    is_replaced: bool = False
    kept_file: Path | None = None

    def as_json(self) -> dict:
        """The report as one JSON object: what `dateline rebuild --json` prints."""
        kept_file = str(self.kept_file) if self.kept_file else None
        return {**RunReport.as_json(self), "is_replaced": self.is_replaced, "kept_file": kept_file}


def rebuild(
    request: RunRequest, runner: Runner, on_batch: Progress = lambda report: None
) -> RebuildReport:
    """Make the warehouse again and put it in place of the live file.

    Raises:
        WarehouseMissing: there is no archive.
        WarehouseBusy: another run works, or another program has the live file open.
    """
    settings, report = request.settings, RebuildReport()
    folder = DataFolder(settings.data)
    if not archive_files(settings.data):
        raise WarehouseMissing(
            f"there is no archive in {settings.data}", "Make one with `dateline run`."
        )
    lock = lock_folder(
        settings.data, command=request.command, now=utc_now(), lock_wait=settings.lock_wait
    )
    try:
        shutil.rmtree(folder.rebuild.path, ignore_errors=True)  # what a killed rebuild left
        former = save_history(folder, folder.rebuild.path / HISTORY)
        with open_warehouse(
            folder.rebuild.path, command=request.command, now=utc_now(), lock_wait=0
        ) as warehouse:
            run = fill(warehouse, request, former, runner, report, on_batch)
            warehouse.checkpoint()
        note_former(former, folder, report)
        if report.failed_checks:
            return report  # the new file is left where it is, to be looked at
        word = "former" if former.state == "sound" else former.state
        report.kept_file = replace_live_file(folder, word, utc_now())
        report.is_replaced = True
        shutil.rmtree(folder.rebuild.path)
        # What a killed run had not loaded yet: its documents are archived, and so were read.
        shutil.rmtree(folder.packages, ignore_errors=True)
        if request.publish:
            publish_rebuilt(lock, runner, run, report, settings)
    finally:
        lock.release()
    return report


def fill(
    warehouse: Warehouse,
    request: RunRequest,
    former: Former,
    runner: Runner,
    report: RunReport,
    on_batch: Progress,
) -> Run:
    """Fill a new warehouse with its history and everything the archive tells, and check it."""
    settings = request.settings
    model = find_model(settings, report)
    restore_history(warehouse, warehouse.folder.path / HISTORY)
    require_model(warehouse, model, report)
    set_schedules(warehouse, expectations(read_blocks()))
    pipeline_version = describe_pipeline(model, settings)
    run = Run.start(warehouse, describe_run(request, pipeline_version, model, "rebuild"))
    report.run_key, report.run_id = run.run_key, run.run_id
    with recorded_end(run, report):
        packages = warehouse.folder.packages
        with BatchProcessor(settings, run.run_id, pipeline_version, packages) as processor:
            batches = plan_stored(read_whole_archive(settings.data), settings.batch_size)
            process_and_load(runner, warehouse, processor, batches, report, on_batch)
        check(runner, warehouse, report)
        require_all_documents(warehouse, former, report)
    return run


def read_whole_archive(data: Path) -> Iterator[DocumentRef | InputFate]:
    """Every sight of every document, the oldest archive file first.

    So the newest sight of a name gets the highest number, as in the runs that archived them.
    """
    for path in archive_files(data):
        for sight in read_sights(path, data):
            if isinstance(sight, Unreadable):
                place = f"{sight.archive_file}#{sight.offset}"
                yield InputFate(
                    0, place, "archive", None, "collect", Fate.BROKEN_ARCHIVE, sight.reason
                )
            else:
                yield sight


def note_former(former: Former, folder: DataFolder, report: RunReport) -> None:
    """Say what could not be read of the live file, and which history comes along instead."""
    if former.state == "sound":
        return
    if former.fault:
        report.warnings.append(former.fault)
    if former.history_from:
        report.warnings.append(
            f"the history of runs is that of {former.history_from}; later runs are not in it"
        )
    elif folder.database.exists():
        report.warnings.append("no file tells of earlier runs: their history begins anew")


def require_all_documents(warehouse: Warehouse, former: Former, report: RunReport) -> None:
    """Keep a sound warehouse when the archive has lost documents that it still holds."""
    count, files = lost_documents(warehouse, warehouse.folder.path / HISTORY)
    if not count:
        return
    said = f"{count:,} documents are not in the archive any more, such as one of {files[0]}"
    if former.state == "sound":
        report.failed_checks.append(
            f"{said}: the warehouse stays as it was; restore the archive from a copy, or move "
            f"{former.history_from} away and rebuild from what is left"
        )
    else:
        report.warnings.append(f"{said}; what was read from them is lost")


def publish_rebuilt(
    lock: WriterLock, runner: Runner, run: Run, report: RebuildReport, settings: Settings
) -> None:
    """Give readers the new warehouse, also one in which the articles of the former are fewer."""
    with open_locked(settings.data, lock, now=utc_now(), lock_wait=settings.lock_wait) as warehouse:
        rebuilt = Run(warehouse, run.run_key, run.run_id, run.pipeline_version)
        publish_now(runner, warehouse, rebuilt, report, settings)
