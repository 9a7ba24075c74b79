"""Inputs to batches: what is new is archived and goes to the workers, the rest ends here.

In: the collected inputs in order, and what the warehouse knows of their names and bytes. Out: a
Batch for every so many inputs. Reading, hashing and archiving happen in the order of the inputs,
so that of two names for the same bytes the least one wins, whatever the number of workers.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from tasks.archive.warc import archive_documents, name_file, read_archive, unlisted_files
from tasks.collect.source import Collected, Refusal
from tasks.errors import FATE_CLASS, Fate, FateClass
from tasks.models import Answer, DocumentRef, InputFate, RawDocument
from warehouse.connection import Warehouse
from warehouse.inputs import (
    ArchivePlace,
    LastInput,
    Sight,
    archive_files,
    archive_places,
    document_owners,
    known_sights,
    last_inputs,
)

#: A batch is closed early when its documents have so many bytes: they are in memory until archived.
BATCH_BYTES = 64_000_000

#: What an input that ended well before, and has not changed, ends in now.
_UNCHANGED = {Fate.LOADED: Fate.UNCHANGED, Fate.UNCHANGED: Fate.UNCHANGED}


@dataclass(frozen=True, slots=True)
class Batch:
    """What one task run works on: documents to read, and inputs that have ended already.

    Numbers of inputs count through the whole run; `numbers` are those of `documents`.
    """

    number: int
    documents: tuple[DocumentRef, ...]
    numbers: tuple[int, ...]
    ended: tuple[InputFate, ...]


@dataclass
class BatchPlanner:
    """Plans batches; keeps what it must remember of a run: which bytes it has given out.

    Args:
        warehouse: asked what it knows, never written to.
        pipeline_version: a document read by another version is read again.
        clock: gives the present moment, UTC, naive.
    """

    warehouse: Warehouse
    data: Path
    pipeline_version: str
    clock: Callable[[], datetime]
    _seen: set[str] = field(default_factory=set)
    _unlisted: dict[str, ArchivePlace] = field(default_factory=dict)
    _unlisted_sights: set[Sight] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Find documents that a killed run archived but never loaded: not to write them again."""
        for path in unlisted_files(self.data, archive_files(self.warehouse)):
            for document, ref in read_archive(path, self.data, self.clock()):
                place = ArchivePlace(ref.archive_file, ref.archive_offset, ref.archived_at)
                self._unlisted[document.document_id] = place
                self._unlisted_sights.add(_sight(ref))

    def plan(self, collected: Iterable[Collected], size: int) -> Iterator[Batch]:
        """Batches of `size` inputs; the last one may be smaller."""
        first_no = 1
        for number, inputs in enumerate(_chunks(collected, size), start=1):
            yield self._plan_batch(number, first_no, inputs)
            first_no += len(inputs)

    def _plan_batch(self, number: int, first_no: int, inputs: Sequence[Collected]) -> Batch:
        documents = {
            input_no: item
            for input_no, item in enumerate(inputs, start=first_no)
            if isinstance(item, RawDocument)
        }
        ids = {input_no: item.document_id for input_no, item in documents.items()}
        last = last_inputs(self.warehouse, [item.uri for item in documents.values()])
        owners = document_owners(self.warehouse, list(ids.values()))
        ended = [
            InputFate(
                input_no=no,
                uri=item.uri,
                source_name=item.source_name,
                seen_at=item.seen_at,
                stage="fetch" if item.fetched else "collect",
                fate=item.fate,
                reason=item.reason,
                document_id=item.document_id,
                article_id=item.article_id,
                fetched=item.fetched,
            )
            for no, item in enumerate(inputs, start=first_no)
            if isinstance(item, Refusal)
        ]
        fresh: dict[int, RawDocument] = {}
        for input_no, document in documents.items():
            document_id = ids[input_no]
            fate = self._known_fate(document.uri, document_id, last, owners)
            has_moved = document.moved_article_id and document_id not in self._seen
            if fate is None or has_moved:  # a new address is news, even of known bytes
                fresh[input_no] = document
                self._seen.add(document_id)
            else:
                ended.append(
                    replace(
                        fate,
                        input_no=input_no,
                        source_name=document.source_name,
                        seen_at=document.seen_at,
                        fetched=document.fetched,
                    )
                )
        answers = [item.answer for item in inputs if isinstance(item, Refusal) and item.answer]
        refs = self._archived(fresh, ids, answers)
        return Batch(number, tuple(refs.values()), tuple(refs), tuple(ended))

    def _known_fate(
        self,
        uri: str,
        document_id: str,
        last: Mapping[str, LastInput],
        owners: Mapping[str, tuple[str, str]],
    ) -> InputFate | None:
        """How an input ends without being read, or None when it must be read."""

        def end(fate: Fate, reason: str | None, article_id: str | None) -> InputFate:
            return InputFate(0, uri, "", None, "identify", fate, reason, document_id, article_id)

        before = last.get(uri)
        if (
            before
            and before.document_id == document_id
            and before.pipeline_version == self.pipeline_version
            and FATE_CLASS[Fate(before.fate)] is not FateClass.QUARANTINED
        ):
            fate = _UNCHANGED.get(Fate(before.fate), Fate(before.fate))
            return end(fate, before.reason, before.article_id)
        owner = owners.get(document_id)
        if owner and owner[0] != uri:
            return end(Fate.DUPLICATE, f"the same bytes as {owner[0]}", owner[1])
        if document_id in self._seen:
            return end(Fate.DUPLICATE, "the same bytes came under another name in this run", None)
        return None

    def _archived(
        self,
        fresh: Mapping[int, RawDocument],
        ids: Mapping[int, str],
        answers: Sequence[Answer],
    ) -> dict[int, DocumentRef]:
        """The documents of a batch in the archive; what is not yet there is written.

        Bytes that are there, but were not read under this name and time, are noted as seen again:
        the archive alone must tell which text of an article is the newest. Answers that are no
        document are written beside them.
        """
        wanted = [ids[no] for no in fresh]
        places = {**self._unlisted, **archive_places(self.warehouse, wanted)}
        missing = {no: doc for no, doc in fresh.items() if ids[no] not in places}
        there = {
            no: _ref(document, ids[no], places[ids[no]])
            for no, document in fresh.items()
            if no not in missing
        }
        known = self._unlisted_sights | known_sights(self.warehouse, wanted) if there else set()
        seen_again = [ref for ref in there.values() if _sight(ref) not in known]
        written = {}
        if missing or seen_again or answers:
            name = name_file(missing.values(), seen_again, answers)
            refs = archive_documents(
                missing.values(), self.data, name, self.clock(), seen_again, answers
            )
            written = dict(zip(missing, refs, strict=True))
        return {no: written[no] if no in written else there[no] for no in fresh}


def _sight(ref: DocumentRef) -> Sight:
    return ref.document_id, ref.uri, ref.seen_at


def _ref(document: RawDocument, document_id: str, place: ArchivePlace) -> DocumentRef:
    return DocumentRef.of(
        document, document_id, place.archive_file, place.archive_offset, place.archived_at
    )


def _size(item: Collected) -> int:
    """Bytes that an input holds in memory."""
    if isinstance(item, RawDocument):
        return len(item.body)
    return len(item.answer.body) if item.answer else 0


def _chunks(collected: Iterable[Collected], size: int) -> Iterator[list[Collected]]:
    chunk: list[Collected] = []
    total = 0
    for item in collected:
        chunk.append(item)
        total += _size(item)
        if len(chunk) == size or total >= BATCH_BYTES:
            yield chunk
            chunk, total = [], 0
    if chunk:
        yield chunk
