"""What a run brought, for the summary that is printed after it.

In: the published snapshot and the number of the run. Out: a plain RunSummary. Reads only.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from warehouse.query import open_snapshot

#: Names shown: those that most articles share.
NAMES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """One article in a line. first_words: the start of its text, shown when it has no headline."""

    article_id: str
    date_published: date | None
    date_published_method: str
    headline: str | None
    first_words: str
    removed_share: float
    removed_count: int


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run brought: its articles, newest first, and the names they share.

    names: (name, number of the run's articles that have it), most shared first.
    """

    articles: tuple[ArticleLine, ...]
    article_count: int
    entity_count: int
    removed_count: int
    removed_share: float
    names: tuple[tuple[str, int], ...]


def read_summary(data: Path, run_key: int, limit: int) -> RunSummary:
    """Read the summary of a run from the snapshot it published.

    Args:
        limit: articles listed one by one.
    """
    with open_snapshot(data) as connection:
        cursor = connection.cursor()
        articles = cursor.execute(
            """
            with removed as (
                select article_key, count(*) as removed_count from removed_blocks group by all
            )
            select
                article_id,
                date_published,
                date_published_method,
                headline,
                left(regexp_replace(clean_text, '\\s+', ' ', 'g'), 120),
                removed_share,
                coalesce(removed_count, 0)
            from articles
            join article_texts using (article_key)
            left join removed using (article_key)
            where run_key = $run_key
            order by date_published nulls last, article_id
            limit $limit
            """,
            {"run_key": run_key, "limit": limit},
        ).fetchall()
        totals = cursor.execute(
            """
            with ours as (select * from articles where run_key = $run_key)
            select
                (select count(*) from ours),
                (select count(distinct entity_key) from article_entities
                    where article_key in (select article_key from ours)),
                (select count(*) from removed_blocks
                    where article_key in (select article_key from ours)),
                (select coalesce(sum(removed_share * raw_chars) / nullif(sum(raw_chars), 0), 0)
                    from ours)
            """,
            {"run_key": run_key},
        ).fetchall()[0]
        names = cursor.execute(
            """
            select entity_name, count(*) as shared_by
            from article_entities
            join articles using (article_key)
            join entities using (entity_key)
            where articles.run_key = $run_key
            group by all
            having count(*) > 1
            order by shared_by desc, sum(mention_count) desc, entity_name
            limit $names
            """,
            {"run_key": run_key, "names": NAMES_SHOWN},
        ).fetchall()
    return RunSummary(
        tuple(ArticleLine(*row) for row in articles), *totals, names=tuple(map(tuple, names))
    )
