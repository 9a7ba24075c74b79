"""What the warehouse remembers of inputs and documents, for deciding what must be read again.

In: names and digests of a batch. Out: how each name ended last, which article each document
belongs to, and where its bytes are archived. Reads only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from warehouse.connection import Warehouse

#: Stages in which an input ends whose bytes were read, and so were archived before.
READ_STAGES = ("extract", "enrich", "load")

#: (document_id, uri, seen_at): bytes under a name at a time.
Sight = tuple[str, str, datetime]


@dataclass(frozen=True, slots=True)
class LastInput:
    """The last ending of an input name. pipeline_version is that of its load package."""

    document_id: str | None
    pipeline_version: str
    fate: str
    reason: str | None
    article_id: str | None


@dataclass(frozen=True, slots=True)
class ArchivePlace:
    """Where a document's bytes are: file relative to the data folder, and offset in it."""

    archive_file: str
    archive_offset: int
    archived_at: datetime


def last_inputs(warehouse: Warehouse, uris: Sequence[str]) -> dict[str, LastInput]:
    """How each of these inputs ended when it was last seen; unknown names are left out."""
    rows = (
        warehouse.cursor()
        .execute(
            """
        select
            inputs.uri,
            inputs.document_id,
            load_packages.pipeline_version,
            inputs.fate,
            inputs.reason,
            inputs.article_id
        from ops.inputs as inputs
        join ops.load_packages as load_packages using (package_id)
        where inputs.uri in (select unnest($1::varchar[]))
        qualify row_number() over (
            partition by inputs.uri
            order by inputs.run_key desc, inputs.input_no desc
        ) = 1
        """,
            [list(uris)],
        )
        .fetchall()
    )
    return {uri: LastInput(*rest) for uri, *rest in rows}


def document_owners(
    warehouse: Warehouse, document_ids: Sequence[str]
) -> dict[str, tuple[str, str]]:
    """For each document that was loaded: the name it came under first, and its article."""
    rows = (
        warehouse.cursor()
        .execute(
            """
        select document_id, uri, article_id
        from ops.observations
        where document_id in (select unnest($1::varchar[]))
        qualify row_number() over (partition by document_id order by seen_at, uri) = 1
        """,
            [list(document_ids)],
        )
        .fetchall()
    )
    return {document_id: (uri, article_id) for document_id, uri, article_id in rows}


def archive_places(warehouse: Warehouse, document_ids: Sequence[str]) -> dict[str, ArchivePlace]:
    """Where these documents are archived; those that are not are left out."""
    rows = (
        warehouse.cursor()
        .execute(
            """
        select document_id, archive_file, archive_offset, archived_at
        from documents
        where document_id in (select unnest($1::varchar[]))
        """,
            [list(document_ids)],
        )
        .fetchall()
    )
    return {document_id: ArchivePlace(*place) for document_id, *place in rows}


def known_sights(warehouse: Warehouse, document_ids: Sequence[str]) -> set[Sight]:
    """Where and when these documents were read before: the archive has a record of each."""
    rows = (
        warehouse.cursor()
        .execute(
            """
        select distinct document_id, uri, seen_at
        from ops.inputs
        where document_id in (select unnest($1::varchar[])) and list_contains($2, stage)
        """,
            [list(document_ids), list(READ_STAGES)],
        )
        .fetchall()
    )
    return set(rows)


def archive_files(warehouse: Warehouse) -> set[str]:
    """All archive files that hold a known document."""
    rows = warehouse.cursor().execute("select distinct archive_file from documents").fetchall()
    return {archive_file for (archive_file,) in rows if archive_file}
