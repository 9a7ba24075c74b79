"""One batch through the worker processes: from archived documents to load packages on disk.

In: a Batch. Out: a ProcessedBatch: the folders of its load packages and the fate of each input.
A page that hangs, crashes or eats memory costs itself; an article that the enrichment cannot bear
is found by halving the batch. Safe to call from several threads. Never opens the warehouse.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from config.crash import crash_point
from config.settings import Settings
from flows.batches import Batch
from flows.work import Extraction, extract_document, prepare_worker, write_batch
from tasks.errors import ConfigurationFault, Fate, StopRun
from tasks.models import DocumentRef, ExtractedArticle, InputFate
from tasks.workers import WorkerDied, WorkerFault, WorkerPool, WorkerTimedOut
from warehouse.errors import PackageInvalid
from warehouse.folder import DataFolder
from warehouse.package import Manifest, list_packages

#: What an article may make the enrichment raise; all but these stop the run.
ARTICLE_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    PackageInvalid,
    RuntimeError,
    TypeError,
    ValueError,
    WorkerFault,
)


class RunEnded(StopRun):
    """The run ended while a batch was worked on; nothing of the batch is kept."""


@dataclass(frozen=True, slots=True)
class ProcessedBatch:
    """What came of a batch. seconds: time of the stages, by name, summed over the workers."""

    number: int
    packages: tuple[Path, ...]
    fates: tuple[InputFate, ...]
    seconds: Counter[str] = field(default_factory=Counter)


class BatchProcessor:
    """Hands the documents of batches to worker processes; a context manager that ends them.

    The workers start with the first document that must be read, so that a run with nothing new
    loads no language model.

    Args:
        packages: folder of the load packages; None: that of the data folder, where the next run
            looks for what a killed one left.
    """

    def __init__(
        self,
        settings: Settings,
        run_id: str,
        pipeline_version: str,
        packages: Path | None = None,
    ) -> None:
        self._settings = settings
        self._packages = packages or DataFolder(settings.data).packages
        self._run_id = run_id
        self._pipeline_version = pipeline_version
        self._pool: WorkerPool | None = None
        self._pool_lock = Lock()
        self._is_ended = False

    @property
    def workers(self) -> int:
        """How many batches may be worked on at once."""
        return self._settings.workers

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._pool_lock:
            self._is_ended = True
        if self._pool:
            self._pool.__exit__(kind, error, trace)

    @property
    def _workers(self) -> WorkerPool:
        with self._pool_lock:
            self._require_running()
            if self._pool is None:
                self._pool = WorkerPool(
                    self._settings.workers,
                    self._settings.worker_memory,
                    prepare=partial(prepare_worker, self._settings.model, self._settings.cleaner),
                )
            return self._pool

    def _require_running(self) -> None:
        """Raise RunEnded once the workers were ended: their deaths say nothing of the inputs."""
        if self._is_ended:
            raise RunEnded("the run has ended; run again to finish its inputs")

    def process(self, batch: Batch) -> ProcessedBatch:
        """Extract, clean, identify and enrich a batch, and write its load packages.

        Raises:
            RunEnded: the context was left meanwhile; no package of half the truth is written.
            StopRun, WarehouseError: the archive, the workers or the disk failed, not an input.
        """
        extractions = self._extract(batch.documents)
        articles, fates = [], list(batch.ended)
        for number, ref, extraction in zip(
            batch.numbers, batch.documents, extractions, strict=True
        ):
            fates.append(_fate(number, ref, extraction))
            if extraction.article:
                articles.append(extraction.article)
        seconds: Counter[str] = Counter()
        for extraction in extractions:
            seconds.update(extraction.seconds)
        writer = _PackageWriter(self._write, batch, f"{self._run_id}-{batch.number:05d}", fates)
        writer.write(articles)
        seconds["enrich"] = writer.seconds
        crash_point("before-load")
        return ProcessedBatch(batch.number, tuple(writer.packages), tuple(writer.fates), seconds)

    def _extract(self, documents: Sequence[DocumentRef]) -> list[Extraction]:
        if not documents:
            return []
        with ThreadPoolExecutor(self._settings.workers, thread_name_prefix="extract") as threads:
            return list(threads.map(self._extract_one, documents))

    def _extract_one(self, ref: DocumentRef) -> Extraction:
        settings = self._settings
        try:
            return self._workers.run(
                extract_document,
                ref,
                settings.data,
                settings.min_words,
                settings.store_navigation,
                settings.cleaner,
                deadline=settings.extract_deadline,
            )
        except WorkerTimedOut:
            reason = (
                f"not read within {settings.extract_deadline:g} s; look at the page, or raise "
                "extract_deadline in config/dateline.toml"
            )
            return Extraction(
                None, Fate.EXTRACT_TIMED_OUT, reason, {"extract": settings.extract_deadline}
            )
        except WorkerDied as error:
            self._require_running()
            return Extraction(None, Fate.EXTRACT_CRASHED, f"the worker ended: {error}", {})
        except ConfigurationFault as error:  # a rule that this page, and no other, drives too far
            return Extraction(None, Fate.EXTRACT_FAILED, str(error), {})
        except (StopRun, OSError):  # the archive, the disk, the workers: no fault of the page
            raise
        except Exception as error:  # noqa: BLE001  parsers fed by strangers may raise anything
            reason = f"{type(error).__name__}: {error}; please report the page"
            return Extraction(None, Fate.EXTRACT_FAILED, reason, {})

    def _write(
        self,
        name: str,
        batch: Batch,
        articles: Sequence[ExtractedArticle],
        documents: Sequence[DocumentRef],
        fates: Sequence[InputFate],
    ) -> tuple[Path, float]:
        folder = self._packages / name
        manifest = Manifest(name, self._run_id, batch.number, self._pipeline_version)
        arguments = (tuple(articles), tuple(documents), tuple(fates), self._settings.model)
        self._require_running()
        if not articles:  # nothing to enrich: no need of a worker
            return folder, write_batch(folder, manifest, *arguments)
        try:
            seconds = self._workers.run(
                write_batch, folder, manifest, *arguments, deadline=self._settings.enrich_deadline
            )
        except WorkerFault:
            self._require_running()
            if folder not in list_packages(folder.parent):
                raise
            seconds = 0.0  # the worker ended after its work was done
        return folder, seconds


def _fate(number: int, ref: DocumentRef, extraction: Extraction) -> InputFate:
    article = extraction.article
    return InputFate(
        input_no=number,
        uri=ref.uri,
        source_name=ref.source_name,
        seen_at=ref.seen_at,
        stage="load" if article else "extract",
        fate=extraction.fate,
        reason=extraction.reason,
        document_id=ref.document_id,
        article_id=article.identity.article_id if article else None,
        fetched=ref.fetched,
    )


@dataclass
class _PackageWriter:
    """Writes the packages of one batch: one, or more when an article had to be singled out."""

    write_package: Callable[..., tuple[Path, float]]
    batch: Batch
    name: str
    fates: list[InputFate]
    packages: list[Path] = field(default_factory=list)
    seconds: float = 0.0

    def write(self, articles: Sequence[ExtractedArticle]) -> None:
        """All articles of the batch with all its other documents and fates."""
        whole = {fate.input_no for fate in self.fates}
        self._write(self.name, list(articles), self.batch.documents, whole)

    def _write(
        self,
        name: str,
        articles: list[ExtractedArticle],
        documents: Sequence[DocumentRef],
        numbers: set[int],
    ) -> None:
        fates = [fate for fate in self.fates if fate.input_no in numbers]
        try:
            folder, seconds = self.write_package(name, self.batch, articles, documents, fates)
        except ARTICLE_FAULTS as error:
            if len(articles) > 1:
                self._halve(name, articles, documents, numbers)
            elif articles:
                self._quarantine(name, articles[0], documents, numbers, error)
            else:
                raise
            return
        self.packages.append(folder)
        self.seconds += seconds

    def _halve(
        self,
        name: str,
        articles: list[ExtractedArticle],
        documents: Sequence[DocumentRef],
        numbers: set[int],
    ) -> None:
        middle = len(articles) // 2
        second = {article.document.document_id for article in articles[middle:]}
        theirs = {f.input_no for f in self.fates if f.document_id in second} & numbers
        ours = [ref for ref in documents if ref.document_id not in second]
        rest = [ref for ref in documents if ref.document_id in second]
        self._write(f"{name}-a", articles[:middle], ours, numbers - theirs)
        self._write(f"{name}-b", articles[middle:], rest, theirs)

    def _quarantine(
        self,
        name: str,
        article: ExtractedArticle,
        documents: Sequence[DocumentRef],
        numbers: set[int],
        error: Exception,
    ) -> None:
        document_id = article.document.document_id
        reason = f"{type(error).__name__}: {error}"
        self.fates[:] = [
            InputFate(
                fate.input_no,
                fate.uri,
                fate.source_name,
                fate.seen_at,
                "enrich",
                Fate.ENRICH_FAILED,
                reason,
                document_id,
                fetched=fate.fetched,
            )
            if fate.document_id == document_id and fate.stage == "load"
            else fate
            for fate in self.fates
        ]
        self._write(name, [], documents, numbers)
