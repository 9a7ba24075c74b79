"""The reprocess flow: the same stages over bytes that are in the archive, with the rules of today.

In: a ReprocessRequest and a Runner. Out: a ReprocessReport that says what changed, article by
article. Only documents that other rules have read are read, and of those only what was asked for;
done again, or after a kill, it reads what is left. A reading by other rules is no new version of an
article: it takes the place of the reading before, for all documents of an article at once.

A dry run reads and compares, and stores nothing.
"""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from flows.ingest import (
    check,
    describe_pipeline,
    describe_run,
    find_model,
    finish_killed_runs,
    load_batch,
    publish_if_behind,
    recorded_end,
    require_model,
    require_warehouse,
    utc_now,
)
from flows.processing import BatchProcessor, ProcessedBatch
from flows.report import RunReport, RunRequest
from flows.runner import Runner, map_in_threads
from flows.stored import find_ref, plan_stored
from flows.work import prepare_reader, removes_something
from tasks.clean.scores import BLOCK_MODEL
from tasks.clean.trial import find_rule
from tasks.errors import ConfigurationFault
from tasks.models import DocumentRef
from tasks.workers import WorkerFault, WorkerPool
from warehouse.connection import Warehouse, open_warehouse
from warehouse.differences import ArticleChange, articles_in_force, compare_package
from warehouse.runs import Run
from warehouse.stored import StoredDocument, StoredDocuments, known_sources

Progress = Callable[[RunReport], None]


@dataclass(frozen=True, slots=True)
class ReprocessRequest(RunRequest):
    """What is to be read again. Nothing given: all that other rules have read.

    since: articles seen on that day or later; source: as collected, or the publisher; rule: those
    it took something out of, and those it would.
    """

    since: date | None = None
    source: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An article whose text in force is none by the rules of today. Its rows stay as they are."""

    article_id: str
    name: str
    fate: str
    reason: str | None


@dataclass(slots=True)
class ReprocessReport(RunReport):
    """What reading again changed.

    compared: articles whose text in force was read; changes: those that differ; left_alone:
    documents that the rules of today have read before.
    """

    is_dry_run: bool = False
    left_alone: int = 0
    compared: int = 0
    changes: list[ArticleChange] = field(default_factory=list)
    withdrawn: list[Withdrawn] = field(default_factory=list)


def reprocess(
    request: ReprocessRequest, runner: Runner, on_batch: Progress = lambda report: None
) -> ReprocessReport:
    """Read stored documents again.

    Raises:
        WarehouseMissing: there is no warehouse.
        ConfigurationFault: there is no such source or rule.
    """
    settings, report = request.settings, ReprocessReport(is_dry_run=request.dry_run)
    require_warehouse(settings)
    model = find_model(settings, report)
    pipeline_version = describe_pipeline(model, settings)
    with open_warehouse(
        settings.data, command=request.command, now=utc_now(), lock_wait=settings.lock_wait
    ) as warehouse:
        finish_killed_runs(warehouse, report)
        require_model(warehouse, model, report)
        stored = choose_documents(warehouse, request, pipeline_version)
        report.left_alone = stored.read_count
        start = describe_run(request, pipeline_version, model, "reprocess")
        if request.dry_run:
            compare_only(warehouse, stored, request, start.run_id, pipeline_version, runner, report)
            return report
        run = Run.start(warehouse, start)
        report.run_key, report.run_id = run.run_key, run.run_id
        with recorded_end(run, report):
            with BatchProcessor(settings, run.run_id, pipeline_version) as processor:
                for batch in read_again(stored, processor, request, runner):
                    note_changes(warehouse, batch, report)
                    load_batch(runner, warehouse, batch, report)
                    on_batch(report)
            check(runner, warehouse, report)
        if request.publish and not report.failed_checks:
            publish_if_behind(runner, warehouse, run, report, settings)
    return report


def compare_only(
    warehouse: Warehouse,
    stored: StoredDocuments,
    request: ReprocessRequest,
    run_id: str,
    pipeline_version: str,
    runner: Runner,
    report: ReprocessReport,
) -> None:
    """Read and compare; the packages never reach the folder of those that are loaded."""
    packages = warehouse.folder.trial_packages
    shutil.rmtree(packages, ignore_errors=True)
    try:
        with BatchProcessor(request.settings, run_id, pipeline_version, packages) as processor:
            for batch in read_again(stored, processor, request, runner):
                note_changes(warehouse, batch, report)
                report.fates.update(fate.fate for fate in batch.fates)
                for folder in batch.packages:
                    shutil.rmtree(folder)
    finally:
        shutil.rmtree(packages, ignore_errors=True)


def read_again(
    stored: StoredDocuments, processor: BatchProcessor, request: ReprocessRequest, runner: Runner
) -> Iterable[ProcessedBatch]:
    """The chosen documents through the stages, in batches."""
    settings = request.settings
    refs = (find_ref(document, settings.data) for document in stored.documents())
    batches = plan_stored(refs, settings.batch_size)
    return runner.map("process-batch", processor.process, batches, settings.workers)


def choose_documents(
    warehouse: Warehouse, request: ReprocessRequest, pipeline_version: str
) -> StoredDocuments:
    """The documents that the request is about.

    Raises:
        ConfigurationFault: there is no such source or rule.
    """
    if request.source and request.source not in (known := known_sources(warehouse)):
        raise ConfigurationFault(
            f"nothing was read from a source {request.source!r}; known: {', '.join(known)}"
        )
    stored = StoredDocuments(warehouse, pipeline_version, request.since, request.source)
    if request.rule:
        took_something = stored.choose_rule(request.rule)
        if not took_something and request.rule != BLOCK_MODEL:
            find_rule(request.rule)  # one that took nothing yet must at least exist
        stored.choose(find_concerned(stored.undecided(), request))
    return stored


def find_concerned(documents: Iterable[StoredDocument], request: ReprocessRequest) -> list[str]:
    """Which documents the rule would take something out of; they are read and cleaned for it.

    In worker processes: a page that hangs or crashes the parser is left out.
    """
    settings = request.settings
    prepare = partial(prepare_reader, settings.cleaner)
    with WorkerPool(settings.workers, settings.worker_memory, prepare=prepare) as pool:

        def concerned(number: int, document: StoredDocument) -> str | None:
            ref = find_ref(document, settings.data)
            if not isinstance(ref, DocumentRef):
                return None
            arguments = (settings.data, request.rule, settings.store_navigation, settings.cleaner)
            try:
                is_taken = pool.run(
                    removes_something, ref, *arguments, deadline=settings.extract_deadline
                )
            except WorkerFault:
                return None
            return ref.document_id if is_taken else None

        found = map_in_threads("try-rule", concerned, documents, settings.workers)
        return [document_id for document_id in found if document_id]


def note_changes(warehouse: Warehouse, batch: ProcessedBatch, report: ReprocessReport) -> None:
    """Compare the packages of a batch with what is in force, before they are loaded."""
    for folder in batch.packages:
        changes = compare_package(warehouse, folder)
        report.compared += len(changes)
        report.changes += [change for change in changes if change.is_change]
    ended = {f.document_id: f for f in batch.fates if f.document_id and not f.article_id}
    for document_id, article_id in articles_in_force(warehouse, list(ended)).items():
        fate = ended[document_id]
        report.withdrawn.append(Withdrawn(article_id, fate.uri, fate.fate, fate.reason))
