"""What a load package would change: its articles beside those in force, before it is loaded.

In: the open warehouse and the folder of a package. Out: one ArticleChange for each article whose
document in force the package reads anew, or that would be new. Reads only; a package may be
compared and then thrown away.

Rows are compared by what they say, not by where they stand, so that a block that moved is the same.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from warehouse.connection import Warehouse
from warehouse.package import read_manifest, read_tables

#: Tables whose rows are counted, each with the columns that make a row what it is.
COMPARED = {
    "removed_blocks": "block_text, reason, rule_id",
    "mentions": "mention_text, label, zone, local_entity_id",
    "date_mentions": "date_text, zone, timex_type, timex_value, date_start, date_end",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """Rows of a table that would go and that would come."""

    gone: int = 0
    added: int = 0


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """One article before and after. Pairs are (before, after); before is None for a new one."""

    article_id: str
    name: str
    is_new: bool
    headline: tuple[str | None, str | None]
    date_published: tuple[date | None, date | None]
    words: tuple[int | None, int]
    is_text_changed: bool
    removed_blocks: Counted
    mentions: Counted
    date_mentions: Counted

    @property
    def is_change(self) -> bool:
        """Whether anything that is shown here differs."""
        counted = (self.removed_blocks, self.mentions, self.date_mentions)
        pairs = (self.headline, self.date_published, self.words)
        return (
            self.is_new
            or self.is_text_changed
            or any(before != after for before, after in pairs)
            or any(rows != Counted() for rows in counted)
        )


_ARTICLES = """
select
    arriving.article_id,
    coalesce(arriving.file_name, arriving.url, arriving.uri) as name,
    articles.article_id is null as is_new,
    articles.headline, arriving.headline,
    articles.date_published, arriving.date_published,
    articles.word_count, arriving.word_count,
    articles.body_hash is distinct from arriving.body_hash as is_text_changed
from arriving_articles as arriving
left join articles on articles.article_id = arriving.article_id
where articles.article_id is null or articles.document_id = arriving.document_id
order by arriving.article_id
"""

_ROWS = """
with before as (
    select articles.article_id, {columns}
    from {table} as t
    inner join articles on articles.article_key = t.article_key
    where (articles.article_id, articles.document_id) in (
        select article_id, document_id from arriving_articles
    )
),
after as (
    select t.article_id, {columns}
    from arriving_{table} as t
    left join articles on articles.article_id = t.article_id
    where articles.article_id is null or articles.document_id = t.document_id
)
select article_id, sum(gone)::bigint, sum(added)::bigint
from (
    select article_id, 1 as gone, 0 as added
    from (select * from before except all select * from after)
    union all
    select article_id, 0, 1
    from (select * from after except all select * from before)
)
group by article_id
"""


def compare_package(warehouse: Warehouse, folder: Path) -> list[ArticleChange]:
    """What the package in `folder` would change, article by article; also those it would not.

    Raises:
        PackageInvalid: it is torn.
    """
    tables = read_tables(folder, read_manifest(folder))
    cursor = warehouse.cursor()
    for name in ("articles", *COMPARED):
        cursor.register(f"arriving_{name}", tables[name])
    counted = {
        table: _count_rows(cursor, _ROWS.format(table=table, columns=columns))
        for table, columns in COMPARED.items()
    }
    rows = cursor.execute(_ARTICLES).fetchall()
    return [
        ArticleChange(
            article_id,
            name,
            is_new,
            (before_headline, headline),
            (before_day, day),
            (before_words, words),
            is_text_changed,
            *(counted[table].get(article_id, Counted()) for table in COMPARED),
        )
        for (
            article_id,
            name,
            is_new,
            before_headline,
            headline,
            before_day,
            day,
            before_words,
            words,
            is_text_changed,
        ) in rows
    ]


def articles_in_force(warehouse: Warehouse, document_ids: list[str]) -> dict[str, str]:
    """The articles whose text in force is of one of these documents: article_id by document_id."""
    rows = (
        warehouse.cursor()
        .execute(
            """
        select document_id, article_id from articles
        where document_id in (select unnest($1::varchar[]))
        """,
            [document_ids],
        )
        .fetchall()
    )
    return dict(rows)


def _count_rows(cursor: duckdb.DuckDBPyConnection, query: str) -> dict[str, Counted]:
    return {
        article_id: Counted(gone, added)
        for article_id, gone, added in cursor.execute(query).fetchall()
    }
