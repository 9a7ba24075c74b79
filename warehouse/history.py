"""The history of an article: its versions with what each changed, and its near copies.

In: a connection to a snapshot and an article_id. Out: plain values. Reads only.
"""

from dataclasses import dataclass
from datetime import date, datetime

import duckdb


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change of a version; the texts are None where there was or is none."""

    version_no: int
    change: str
    changed_share: float
    text_before: str | None
    text_after: str | None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of the article; changed_share is None for the first."""

    version_no: int
    seen_at: datetime
    changed_share: float | None
    headline: str | None
    document_id: str
    changes: tuple[ChangeRow, ...] = ()


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One article of the group of near copies, the article in question among them."""

    article_id: str
    copy_no: int
    publisher: str | None
    date_published: date | None
    shared_share: float
    own_words_share: float
    is_duplicate: bool
    headline: str | None


def read_versions(connection: duckdb.DuckDBPyConnection, article_id: str) -> tuple[VersionRow, ...]:
    """All versions of an article, the first one first."""
    changes: dict[int, list[ChangeRow]] = {}
    for row in connection.cursor().execute(_CHANGES, [article_id]).fetchall():
        changes.setdefault(row[0], []).append(ChangeRow(*row))
    return tuple(
        VersionRow(*row, changes=tuple(changes.get(row[0], ())))
        for row in connection.cursor().execute(_VERSIONS, [article_id]).fetchall()
    )


def read_copies(connection: duckdb.DuckDBPyConnection, article_id: str) -> tuple[CopyRow, ...]:
    """The group of an article in the order of print; empty when it has none."""
    rows = connection.cursor().execute(_COPIES, [article_id]).fetchall()
    return tuple(CopyRow(*row) for row in rows)


_VERSIONS = """
    select version_no, seen_at, changed_share, headline, document_id
    from article_versions
    where article_id = $1
    order by version_no
"""

_CHANGES = """
    select version_no, change, changed_share, text_before, text_after
    from version_changes
    where article_id = $1
    order by version_no, change_no
"""

_COPIES = """
    select
        articles.article_id, copies.copy_no, nullif(sources.source_name, 'Unknown'),
        articles.date_published, copies.shared_share, copies.own_words_share,
        articles.duplicate_of_id is not null, articles.headline
    from near_copies as copies
    inner join articles on articles.article_key = copies.article_key
    left join sources on sources.source_key = articles.source_key
    where copies.near_copy_group_id = (
        select near_copy_group_id from articles where article_id = $1
    )
    order by copies.copy_no
"""
