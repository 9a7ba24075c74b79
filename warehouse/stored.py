"""Documents that were read before, to be read again from the archive.

In: the open warehouse, and which of them are wanted. Out: where each one's bytes are and how it was
read last; all documents of an article together, because its versions are told from all of them.
Reads only, a page of rows at a time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from warehouse.connection import Warehouse
from warehouse.inputs import READ_STAGES

#: Rows fetched at once.
PAGE_ROWS = 1000

_STORED = """
create or replace temp table stored as
with readings as (
    select
        inputs.document_id, inputs.uri, inputs.source_id as source_name, inputs.seen_at,
        inputs.fate, packages.pipeline_version
    from ops.inputs as inputs
    inner join ops.load_packages as packages on packages.package_id = inputs.package_id
    where inputs.document_id is not null and list_contains($stages, inputs.stage)
    qualify row_number() over (
        partition by inputs.document_id order by inputs.run_key desc, inputs.input_no desc
    ) = 1
),
owned as (
    select document_id, min(article_id) as article_id from ops.observations group by document_id
),
grouped as (
    select
        readings.*, owned.article_id,
        coalesce(owned.article_id, readings.document_id) as group_id
    from readings
    left join owned on owned.document_id = readings.document_id
),
wanted as (
    select grouped.group_id
    from grouped
    left join articles on articles.article_id = grouped.article_id
    left join sources on sources.source_key = articles.source_key
    where
        (
            cast($source as varchar) is null
            or cast($source as varchar) in (grouped.source_name, sources.source_id)
        )
        and (cast($since as date) is null or grouped.document_id in (
            select document_id from ops.inputs where seen_at >= cast($since as date)
        ))
)
select
    row_number() over (order by grouped.seen_at, grouped.uri, grouped.document_id) as number,
    grouped.*,
    documents.archive_file, documents.archive_offset, documents.archived_at,
    grouped.pipeline_version = $pipeline_version as is_read,
    true as is_chosen
from grouped
inner join documents on documents.document_id = grouped.document_id
where grouped.group_id in (select group_id from wanted)
"""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as it was read last: under which name, and of when; and where its bytes are."""

    document_id: str
    uri: str
    source_name: str
    seen_at: datetime
    archive_file: str
    archive_offset: int
    archived_at: datetime


class StoredDocuments:
    """The documents of a scope that other rules than those of today have read.

    Args:
        pipeline_version: of today; what it has read already is left alone.
        since: only articles that were seen on that day or later.
        source: only of that source: as it was collected, or the publisher.
    """

    def __init__(
        self,
        warehouse: Warehouse,
        pipeline_version: str,
        since: date | None = None,
        source: str | None = None,
    ) -> None:
        self._cursor = warehouse.cursor()  # its temporary table is its own
        self._cursor.execute(
            _STORED,
            {
                "pipeline_version": pipeline_version,
                "since": since,
                "source": source,
                "stages": list(READ_STAGES),
            },
        ).fetchall()

    @property
    def count(self) -> int:
        """Documents that will be read."""
        return self._count("not is_read and is_chosen")

    @property
    def read_count(self) -> int:
        """Documents of the scope that the rules of today have read already."""
        return self._count("is_read")

    def choose_rule(self, rule_id: str) -> int:
        """Choose only what the rule may concern; return how many articles it took a block of.

        Chosen are articles it took something of, and inputs that were too short to be one: the rule
        may be why. Ask `undecided` for the rest, and `choose` those it would take something of.
        """
        rows = self._cursor.execute(
            """
            update stored set is_chosen = fate = 'too_short' or coalesce(article_id in (
                select articles.article_id
                from removed_blocks
                inner join articles on articles.article_key = removed_blocks.article_key
                where removed_blocks.rule_id = ?
            ), false)
            """,
            [rule_id],
        ).fetchall()
        rows = self._cursor.execute(
            "select count(distinct article_key) from removed_blocks where rule_id = ?", [rule_id]
        ).fetchall()
        return rows[0][0]

    def undecided(self) -> Iterator[StoredDocument]:
        """What is not chosen and not read."""
        return self._pages("not is_read and not is_chosen")

    def choose(self, document_ids: Iterable[str]) -> None:
        """Choose these, and with each the other documents of its article."""
        self._cursor.execute(
            """
            update stored set is_chosen = true
            where group_id in (
                select group_id from stored where document_id in (select unnest($1::varchar[]))
            )
            """,
            [list(document_ids)],
        ).fetchall()

    def documents(self) -> Iterator[StoredDocument]:
        """What is to be read, in the order it was seen."""
        return self._pages("not is_read and is_chosen")

    def _count(self, condition: str) -> int:
        rows = self._cursor.execute(f"select count(*) from stored where {condition}").fetchall()
        return rows[0][0]

    def _pages(self, condition: str) -> Iterator[StoredDocument]:
        last = 0
        while True:
            rows = self._cursor.execute(
                f"""
                select
                    number, document_id, uri, source_name, seen_at, archive_file, archive_offset,
                    archived_at
                from stored
                where {condition} and number > ?
                order by number
                limit {PAGE_ROWS}
                """,
                [last],
            ).fetchall()
            for _, *values in rows:
                yield StoredDocument(*values)
            if len(rows) < PAGE_ROWS:
                return
            last = rows[-1][0]


def known_sources(warehouse: Warehouse) -> list[str]:
    """The names that `source` may be: collected sources and publishers."""
    rows = (
        warehouse.cursor()
        .execute(
            "select source_id from ops.inputs union select source_id from sources where"
            " source_key <> 0 order by 1"
        )
        .fetchall()
    )
    return [name for (name,) in rows if name]
