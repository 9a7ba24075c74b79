"""Inputs that are still refused or quarantined: those that ended so when they were last seen.

In: the open warehouse, and which fate or source is meant. Out: one Reject an input, with the place
of its bytes where they were archived. Reads only.
"""

from dataclasses import dataclass

from warehouse.connection import Warehouse
from warehouse.stored import StoredDocument


@dataclass(frozen=True, slots=True)
class Reject:
    """One input. stored: where its bytes are; None when they were never read."""

    uri: str
    source_name: str
    fate: str
    stored: StoredDocument | None


def open_rejects(
    warehouse: Warehouse, fate: str | None = None, source: str | None = None
) -> list[Reject]:
    """The inputs that may be tried again, in order of their names.

    Damaged places of the archive, which a rebuild came to, are none: once the archive is restored,
    a rebuild reads them.

    Args:
        fate: only those that ended in this word.
        source: only those collected from this source.
    """
    rows = (
        warehouse.cursor()
        .execute(
            """
        with last as (
            select *
            from ops.inputs
            qualify row_number() over (
                partition by uri order by run_key desc, input_no desc
            ) = 1
        )
        select
            last.uri, coalesce(last.source_id, ''), last.fate, last.document_id, last.seen_at,
            documents.archive_file, documents.archive_offset, documents.archived_at
        from last
        left join documents on documents.document_id = last.document_id
        where
            last.fate_class <> 'good'
            and (cast($fate as varchar) is null or last.fate = $fate)
            and (cast($source as varchar) is null or last.source_id = $source)
            and not (last.fate = 'broken_archive' and last.uri like 'archive/%')
        order by last.uri
        """,
            {"fate": fate, "source": source},
        )
        .fetchall()
    )
    return [
        Reject(
            uri,
            source_name,
            ended_in,
            StoredDocument(document_id, uri, source_name, seen_at, *place) if place[0] else None,
        )
        for uri, source_name, ended_in, document_id, seen_at, *place in rows
    ]
