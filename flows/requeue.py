"""The requeue flow: inputs that were refused or quarantined are tried again.

In: a RequeueRequest and a Runner. Out: a RequeueReport. What was archived is read from there; what
could not even be read (a closed file, a page that did not answer) is collected again by its name.
Bytes that these very rules have refused before end as they did, without being read.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from config.settings import Settings
from config.sources import SourceBlock
from flows.batches import BatchPlanner
from flows.collecting.collection import Collection
from flows.collecting.pages import PageDesk
from flows.ingest import (
    check,
    describe_pipeline,
    describe_run,
    find_model,
    finish_killed_runs,
    process_and_load,
    publish_if_behind,
    read_blocks,
    recorded_end,
    require_model,
    require_warehouse,
    utc_now,
)
from flows.processing import BatchProcessor
from flows.report import RunReport, RunRequest
from flows.runner import Runner
from flows.stored import find_document
from tasks.archive.warc import ArchiveFault
from tasks.collect.addresses import is_address
from tasks.collect.source import Collected, Source, collect, resolve_sources
from tasks.errors import ConfigurationFault, Fate
from tasks.models import RawDocument
from warehouse.connection import open_warehouse
from warehouse.rejects import Reject, open_rejects
from warehouse.runs import Run

Progress = Callable[[RunReport], None]

_NO_PLACE = "name the folder they came from with --source FOLDER, or a block of config/sources.toml"


@dataclass(frozen=True, slots=True)
class RequeueRequest(RunRequest):
    """Which inputs are meant; nothing given: all that are still refused or quarantined.

    fate: the word they ended in; source: a name, or the file or folder they came from, which is
    needed to collect again what config/sources.toml does not know.
    """

    fate: str | None = None
    source: str | None = None


@dataclass(slots=True)
class RequeueReport(RunReport):
    """What trying again brought. left: names of inputs that were not found any more, by source."""

    left: dict[str, list[str]] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        """As of a run; 3 too when an input was not found."""
        own = RunReport.exit_code.fget(self)
        return own or (3 if self.left else 0)

    def as_json(self) -> dict:
        """The report as one JSON object: what `dateline requeue --json` prints."""
        return {**RunReport.as_json(self), "left": self.left}


def requeue(
    request: RequeueRequest, runner: Runner, on_batch: Progress = lambda report: None
) -> RequeueReport:
    """Try refused and quarantined inputs again.

    Raises:
        WarehouseMissing: there is no warehouse.
        ConfigurationFault: there is no such fate.
    """
    settings, report = request.settings, RequeueReport()
    require_warehouse(settings)
    if request.fate and request.fate not in (fates := [fate.value for fate in Fate]):
        raise ConfigurationFault(f"{request.fate!r} is no fate; fates are {', '.join(fates)}")
    blocks = read_blocks()
    name, places = find_places(request.source, blocks)
    model = find_model(settings, report)
    pipeline_version = describe_pipeline(model, settings)
    with open_warehouse(
        settings.data, command=request.command, now=utc_now(), lock_wait=settings.lock_wait
    ) as warehouse:
        finish_killed_runs(warehouse, report)
        require_model(warehouse, model, report)
        rejects = open_rejects(warehouse, request.fate, name)
        run = Run.start(warehouse, describe_run(request, pipeline_version, model, "requeue"))
        report.run_key, report.run_id = run.run_key, run.run_id
        with recorded_end(run, report):
            planner = BatchPlanner(warehouse, settings.data, pipeline_version, utc_now)
            with (
                Collection(warehouse, settings, sources_of(rejects, places), utc_now) as collection,
                BatchProcessor(settings, run.run_id, pipeline_version) as processor,
            ):
                inputs = find_inputs(rejects, places, settings, collection, report)
                batches = planner.plan(inputs, settings.batch_size)
                process_and_load(runner, warehouse, processor, batches, report, on_batch)
                collection.remember(block.name for block in blocks if block.enabled)
            check(runner, warehouse, report)
        if request.publish and not report.failed_checks:
            publish_if_behind(runner, warehouse, run, report, settings)
    return report


def find_places(
    word: str | None, blocks: Sequence[SourceBlock]
) -> tuple[str | None, dict[str, Source]]:
    """The name of the source meant, and where sources are, by name.

    A word that is neither a block nor a path may still be a name that archived inputs have.
    """
    if word is not None:
        try:
            (source,) = resolve_sources([word], blocks)
        except ConfigurationFault:
            return word, {}
        return source.name, {source.name: source}
    places = {}
    for block in blocks:
        try:
            (places[block.name],) = resolve_sources([block.name], blocks)
        except ConfigurationFault:
            continue  # its folder is gone: its inputs will not be found, and that is told
    return None, places


def sources_of(rejects: Sequence[Reject], places: dict[str, Source]) -> list[Source]:
    """What will be read: each page with what its source allows, and whatever is not on the web.

    So a requeue asks for a contact, and fails without a network, where `dateline run` of the same
    addresses would.
    """
    pages = [
        replace(
            places.get(reject.source_name, Source(reject.source_name, "address")),
            kind="address",
            path=None,
            url=reject.uri,
        )
        for reject in rejects
        if is_address(reject.uri) and not reject.stored
    ]
    files = [Source(r.source_name, "file") for r in rejects if r.stored or not is_address(r.uri)]
    return [*files, *pages]  # of one name the page counts: it says what may be asked for


def find_inputs(
    rejects: Sequence[Reject],
    places: dict[str, Source],
    settings: Settings,
    collection: Collection,
    report: RequeueReport,
) -> Iterator[Collected]:
    """The inputs to try: from the archive where they stand there, else from the web or their
    source."""
    missing: dict[str, set[str]] = defaultdict(set)
    archived: list[Reject] = []
    for reject in rejects:
        if reject.stored:
            archived.append(reject)
        else:
            missing[reject.source_name].add(reject.uri)
    return chain(
        read_archived(archived, settings.data, missing),
        fetch_again(missing, collection.pages),
        collect_again(missing, places, settings.max_document_bytes, report),
    )


def read_archived(
    rejects: Iterable[Reject], data: Path, missing: dict[str, set[str]]
) -> Iterator[RawDocument]:
    """The documents of rejects; those whose bytes are damaged are added to `missing`."""
    for reject in rejects:
        try:
            yield find_document(reject.stored, data)
        except ArchiveFault:
            missing[reject.source_name].add(reject.uri)


def fetch_again(missing: dict[str, set[str]], pages: PageDesk) -> Iterator[Collected]:
    """What the missing addresses give now; they are no longer missing then."""
    for name in sorted(missing):
        addresses = sorted(filter(is_address, missing[name]))
        missing[name].difference_update(addresses)
        yield from pages.read_again(addresses, name)


def collect_again(
    missing: dict[str, set[str]],
    places: dict[str, Source],
    max_document_bytes: int,
    report: RequeueReport,
) -> Iterator[Collected]:
    """What the sources give under the missing names; those not found are noted in the report."""
    wanted = [places[name] for name, uris in missing.items() if uris and name in places]
    for item in collect(wanted, max_document_bytes):
        if item.uri in missing[item.source_name]:
            missing[item.source_name].discard(item.uri)
            yield item
    report.left.update({name: sorted(uris) for name, uris in missing.items() if uris})
    for name, uris in report.left.items():
        reason = "are not there any more" if name in places else f"have no known place: {_NO_PLACE}"
        report.warnings.append(f"{len(uris):,} inputs of {name}, such as {uris[0]}, {reason}")
