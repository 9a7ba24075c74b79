"""Batches of documents that stand in the archive already.

In: refs of archived documents, in the order in which they are to be numbered. Out: batches to read,
as `flows/batches.py` gives them for collected inputs, but each ref is read: nothing is unchanged or
a duplicate here. Never opens a file or the warehouse.
"""

from collections.abc import Iterable, Iterator

from flows.batches import BATCH_BYTES, Batch
from tasks.models import DocumentRef, InputFate


def plan_stored(
    refs: Iterable[DocumentRef | InputFate], size: int, first_no: int = 1
) -> Iterator[Batch]:
    """Batches of at most `size` refs; a document stands in each once, as a load package wants it.

    Args:
        refs: what to read; an input that cannot be read comes as its fate, whose number is given
            here.
        first_no: number of the first input.
    """
    chunk: list[DocumentRef | InputFate] = []
    ids: set[str] = set()
    total, number = 0, 1
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
