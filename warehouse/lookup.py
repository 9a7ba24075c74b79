"""What a name means: an article, several, or an input that became none.

In: a connection to a snapshot, and a name: an id, an address, a file, or a part of them. Out: plain
values: the matches, and how inputs ended. Reads only.
"""

from dataclasses import dataclass
from datetime import date, datetime

import duckdb

#: An id prefix is at least so long: shorter words are parts of file names.
ID_PREFIX = 4


@dataclass(frozen=True, slots=True)
class Match:
    """What a name may mean. article_id is None for an input that became no article."""

    article_id: str | None
    name: str
    headline: str | None
    date_published: date | None


@dataclass(frozen=True, slots=True)
class InputState:
    """How an input ended in the last run that saw it."""

    name: str
    fate: str
    fate_class: str
    stage: str
    reason: str | None
    seen_at: datetime | None
    run_key: int
    try_count: int


def find_matches(
    connection: duckdb.DuckDBPyConnection, name: str, address: str | None = None, limit: int = 20
) -> tuple[list[Match], int]:
    """What a name may mean, in order of name, and how many there are in all.

    The best kind of match hides the others: the whole id, address or file; the beginning of an
    id; the end of a path (either the one given or the one stored); any part of an address or file.

    Args:
        address: the name as a canonical address, if it is one.
        limit: so many are returned.
    """
    rows = (
        connection.cursor()
        .execute(
            """
            with names as (
                select article_id, unnest([url, canonical_url, file_name]) as name from articles
                union
                select article_id, unnest([url, uri, file_name]) from ops.observations
                union
                select article_id, unnest([uri, final_uri]) from ops.inputs
            ),
            known_names as (
                select name from names where article_id is not null and name is not null
            ),
            ranked as (
                select
                    article_id,
                    name,
                    case
                        when article_id = lower($name) then 1
                        when name in ($name, 'file:' || $name, $address) then 1
                        when length($name) >= $id_prefix
                            and starts_with(article_id, lower($name)) then 2
                        when ends_with(name, '/' || $name) then 3
                        when ends_with($name, '/' || name) then 3
                        when contains(lower(name), lower($name)) then 4
                    end as kind
                from names
                where name is not null
                    and (article_id is not null or name not in (select name from known_names))
            ),
            best as (
                select coalesce(article_id, name) as thing, article_id, min(name) as name
                from ranked
                where kind = (select min(kind) from ranked)
                group by all
            )
            select
                best.article_id,
                coalesce(articles.file_name, articles.url, best.name) as shown,
                articles.headline,
                articles.date_published,
                count(*) over ()
            from best
            left join articles on articles.article_id = best.article_id
            order by shown, best.thing
            limit $limit
            """,
            {"name": name, "address": address, "id_prefix": ID_PREFIX, "limit": limit},
        )
        .fetchall()
    )
    return [Match(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


def read_input(connection: duckdb.DuckDBPyConnection, name: str) -> InputState | None:
    """How the input of this exact name ended last, or None when no run ever saw it."""
    found = _read_states(connection, f"{_INPUT_STATE} where name = $1", name)
    return found[0] if found else None


def read_inputs_of(
    connection: duckdb.DuckDBPyConnection, article_id: str
) -> tuple[InputState, ...]:
    """How each input that is this article ended last, in order of name."""
    return _read_states(
        connection, f"{_INPUT_STATE} where article_id = $1 order by name", article_id
    )


def _read_states(
    connection: duckdb.DuckDBPyConnection, sql: str, parameter: str
) -> tuple[InputState, ...]:
    rows = connection.cursor().execute(sql, [parameter]).fetchall()
    return tuple(InputState(*row) for row in rows)


_INPUT_STATE = """
    select name, fate, fate_class, stage, reason, seen_at, run_key, try_count
    from ops.fate_of
"""
