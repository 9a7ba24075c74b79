"""Batches of documents that stand in the archive already.

In: what the warehouse or the archive knows of them, in the order in which they are to be numbered.
Out: batches to read, as `flows/batches.py` gives them for collected inputs, but each document is
read: nothing is unchanged or a duplicate here. Never opens the warehouse.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from flows.batches import BATCH_BYTES, Batch
from tasks.archive.warc import ArchiveFault, read_place
from tasks.errors import Fate
from tasks.models import DocumentRef, InputFate, RawDocument
from warehouse.stored import StoredDocument


def find_ref(stored: StoredDocument, data: Path) -> DocumentRef | InputFate:
    """The ref of a document as it was read last, or the fate of one whose bytes are damaged."""
    try:
        document = find_document(stored, data)
    except ArchiveFault as error:
        return InputFate(
            0,
            stored.uri,
            stored.source_name,
            stored.seen_at,
            "collect",
            Fate.BROKEN_ARCHIVE,
            str(error),
        )
    return DocumentRef.of(
        document,
        stored.document_id,
        stored.archive_file,
        stored.archive_offset,
        stored.archived_at,
    )


def find_document(stored: StoredDocument, data: Path) -> RawDocument:
    """A document from the archive, under the name and of the time it was read last.

    The record tells of its first sight. Read under that one, a text would be taken for an older
    one, and bytes that came under a second name for another article.

    Raises:
        ArchiveFault: its bytes are damaged or gone.
    """
    document = read_place(stored.document_id, stored.archive_file, stored.archive_offset, data)
    if document.uri == stored.uri:
        return replace(document, seen_at=stored.seen_at)
    start = f"file:{stored.source_name}/"
    is_file = stored.uri.startswith(start)
    return replace(
        document,
        uri=stored.uri,
        source_name=stored.source_name,
        file_name=stored.uri.removeprefix(start) if is_file else None,
        seen_at=stored.seen_at,
    )


def plan_stored(refs: Iterable[DocumentRef | InputFate], size: int) -> Iterator[Batch]:
    """Batches of at most `size` refs; a document stands in each once, as a load package wants it.

    Args:
        refs: what to read; an input that cannot be read comes as its fate, whose number is given
            here.
    """
    chunk: list[DocumentRef | InputFate] = []
    ids: set[str] = set()
    total, number, first_no = 0, 1, 1
    for ref in refs:
        is_document = isinstance(ref, DocumentRef)
        if len(chunk) == size or total >= BATCH_BYTES or (is_document and ref.document_id in ids):
            yield _batch(number, first_no, chunk)
            number, first_no = number + 1, first_no + len(chunk)
            chunk, ids, total = [], set(), 0
        chunk.append(ref)
        if is_document:
            ids.add(ref.document_id)
            total += ref.byte_count
    if chunk:
        yield _batch(number, first_no, chunk)


def _batch(number: int, first_no: int, chunk: list[DocumentRef | InputFate]) -> Batch:
    numbered = list(enumerate(chunk, start=first_no))
    documents = {no: ref for no, ref in numbered if isinstance(ref, DocumentRef)}
    ended = tuple(
        InputFate(no, fate.uri, fate.source_name, fate.seen_at, fate.stage, fate.fate, fate.reason)
        for no, fate in numbered
        if isinstance(fate, InputFate)
    )
    return Batch(number, tuple(documents.values()), tuple(documents), ended)
