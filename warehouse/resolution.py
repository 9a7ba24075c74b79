"""Resolve names to entities over the whole corpus.

In: `article_names`, the names of each article as it alone resolves them. Out: the merge log,
`entities`, `entity_names`, `article_entities`, and the entity of each mention. It never looks at
text, and never depends on the order in which articles came: each file in `warehouse/entities/`
is a select over tables, kept under its own name as a temporary table.

Only what a load can have changed is computed again. `merge_names` runs the same selects on an
in-memory database, for texts that are in no warehouse.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb

from warehouse.migrate import read_migrations
from warehouse.replace import assign_keys, find_changed, replace_groups

ENTITIES_FOLDER = Path(__file__).parent / "entities"


class NameRow(NamedTuple):
    """One spelling of one name in one article: a row of `article_names`."""

    article_id: str
    local_entity_id: str
    spelling: str
    entity_type: str
    entity_name: str
    is_full_name: bool
    join_key: str | None
    country_code: str | None
    mention_count: int


def merge_names(rows: Sequence[NameRow]) -> dict[str, tuple[str, str]]:
    """The entity of each local name, as the warehouse would resolve these articles alone.

    Returns:
        local_entity_id to (entity_id, entity_name).
    """
    import pyarrow as pa  # here: this module is also read by commands that must start at once

    columns = list(zip(*rows, strict=True))
    if not columns:
        return {}
    names = pa.table(dict(zip(NameRow._fields, columns, strict=True)))
    with duckdb.connect() as connection:
        cursor = connection.cursor()
        cursor.execute(read_migrations()["0002_language.sql"]).fetchall()
        cursor.register("names", names)
        cursor.execute(
            """
            insert into article_names by name
            select
                * exclude (article_id),
                dense_rank() over (order by article_id) as article_key,
                0 as headline_count,
                0 as first_char
            from names
            """
        ).fetchall()
        cursor.execute(
            """
            create temp table touched_names as
            select distinct local_entity_id, entity_type, join_key from article_names
            """
        ).fetchall()
        _resolve(cursor)
        found = cursor.execute(
            """
            select members.local_entity_id, members.entity_id, chosen_names.entity_name
            from entity_members as members
            inner join chosen_names on chosen_names.entity_id = members.entity_id
            """
        ).fetchall()
    return {local: (entity_id, name) for local, entity_id, name in found}


def write_names(cursor: duckdb.DuckDBPyConnection) -> None:
    """Write `article_names` of changed articles and resolve what they touch.

    Expects `new_article_names`, `changed_article_names` and `changed_articles` of `articles.py`.
    Afterwards every name has its entity, and the number of it.
    """
    cursor.execute(
        """
        create or replace temp table touched_article_keys as
        select article_key from changed_articles
        """
    ).fetchall()
    touched = "select local_entity_id, entity_type, join_key from article_names"
    within = "where article_key in (select article_key from touched_article_keys)"
    cursor.execute(
        f"create or replace temp table touched_names as select distinct * from ({touched} {within})"
    ).fetchall()
    replace_groups(
        cursor, "article_names", "new_article_names", "article_key", "changed_article_names"
    )
    cursor.execute(
        f"insert into touched_names {touched} {within} except select * from touched_names"
    ).fetchall()
    _resolve(cursor)
    _write_entities(cursor)


def write_article_entities(cursor: duckdb.DuckDBPyConnection) -> int:
    """Write the entities of affected articles, and move mentions of moved names; return rows."""
    _stage(cursor, "affected_articles")
    _stage(cursor, "new_article_entities")
    changed = find_changed(
        cursor, "article_entities", "new_article_entities", "article_key", "affected_articles"
    )
    written = replace_groups(
        cursor, "article_entities", "new_article_entities", "article_key", changed
    )
    for table, key, local_id in (
        ("mentions", "entity_key", "local_entity_id"),
        ("quotes", "speaker_entity_key", "speaker_local_entity_id"),
    ):
        cursor.execute(
            f"""
            update {table}
            set {key} = keys.surrogate_key
            from moved_ids as moved
            inner join ops.surrogate_keys as keys
                on keys.table_name = 'entities' and keys.natural_id = moved.new_entity_id
            where {table}.{local_id} = moved.local_entity_id
                and {table}.{key} is distinct from keys.surrogate_key
            """
        ).fetchall()
    return written


def _resolve(cursor: duckdb.DuckDBPyConnection) -> None:
    """From `touched_names` to the merge log, the members and the names of affected entities."""
    for name in (
        "affected_groups",
        "affected_ids",
        "new_merges",
        "moved_ids",
        "affected_entities",
    ):
        _stage(cursor, name)
    changed = find_changed(cursor, "entity_merges", "new_merges", "entity_id", "affected_ids")
    replace_groups(cursor, "entity_merges", "new_merges", "entity_id", changed)
    _stage(cursor, "entity_members")
    _stage(cursor, "chosen_names")


def _write_entities(cursor: duckdb.DuckDBPyConnection) -> None:
    _stage(cursor, "new_entities")
    assign_keys(cursor, "entities", "select entity_id from new_entities")
    for table in ("entities", "entity_names"):
        if table == "entity_names":
            _stage(cursor, "new_entity_names")
        cursor.execute(
            f"""
            create or replace temp table keyed_{table} as
            select keys.surrogate_key as entity_key, rows.*
            from new_{table} as rows
            inner join ops.surrogate_keys as keys
                on keys.table_name = 'entities' and keys.natural_id = rows.entity_id
            """
        ).fetchall()
    cursor.execute(
        """
        create or replace temp table affected_entity_keys as
        select surrogate_key as entity_key
        from ops.surrogate_keys
        where table_name = 'entities' and natural_id in (select entity_id from affected_entities)
        """
    ).fetchall()
    for table in ("entities", "entity_names"):
        changed = find_changed(
            cursor, table, f"keyed_{table}", "entity_key", "affected_entity_keys"
        )
        replace_groups(cursor, table, f"keyed_{table}", "entity_key", changed)


def _stage(cursor: duckdb.DuckDBPyConnection, name: str) -> None:
    """Keep the select in `entities/<name>.sql` as the temporary table `name`."""
    select = (ENTITIES_FOLDER / f"{name}.sql").read_text("utf-8")
    cursor.execute(f"create or replace temp table {name} as {select}").fetchall()
