"""Write articles in force and the tables under them.

In: the temporary tables of `versions.py` and the staged tables of a package. Out: changed rows of
`articles` and its child tables, and temporary tables that say which articles changed. It never
rewrites an article that is the same, and never touches entities: `resolution.py` does.
"""

from datetime import datetime

import duckdb

from warehouse.replace import assign_keys, column_names, find_changed, replace_groups

#: Rows of one article in one child table are numbered below this; see `warehouse/package.py`.
ORDINALS = 2**20

#: Columns of articles that say when the row was written, not what it says.
WRITTEN = ("article_key", "loaded_at", "run_key")

#: Columns that `near_copies.py` fills when all rows are written; until then they stay as they are.
FILLED_LATER = ("near_copy_group_id", "duplicate_of_id")

#: Each child table as a select from its staged rows `s` and the article in force `f`.
CHILD_TABLES: dict[str, str] = {
    "article_texts": "select f.article_key, s.raw_text, s.clean_text",
    "article_fingerprints": "select f.article_key, s.* exclude (article_id, document_id)",
    "article_blocks": f"""
        select
            f.article_key, s.ordinal as block_no, s.role, s.char_start, s.char_end,
            s.clean_char_start, s.clean_char_end,
            f.article_key * {ORDINALS} + s.removed_ordinal as removed_block_key
    """,
    "article_authors": "select f.article_key, s.ordinal as position, s.author_name",
    "article_flags": "select f.article_key, s.flag, s.detail",
    "removed_blocks": f"""
        select
            f.article_key * {ORDINALS} + s.ordinal as removed_block_key, f.article_key,
            f.source_key, s.* exclude (article_id, document_id, ordinal), f.run_key
    """,
    "captions": """
        select
            f.article_key, s.ordinal as position,
            s.* exclude (article_id, document_id, ordinal)
    """,
    "date_candidates": """
        select
            f.article_key, s.ordinal as candidate_no,
            s.* exclude (article_id, document_id, ordinal)
    """,
    "sentences": "select f.article_key, s.ordinal as sentence_no, s.char_start, s.char_end",
    "date_mentions": f"""
        select
            f.article_key * {ORDINALS} + s.ordinal as date_mention_key, f.article_key,
            s.* exclude (article_id, document_id, ordinal)
    """,
}

#: Tables whose rows need an entity key; written after the entities are resolved.
NAMING_TABLES: dict[str, str] = {
    "mentions": f"""
        select
            f.article_key * {ORDINALS} + s.ordinal as mention_key, f.article_key,
            keys.surrogate_key as entity_key, s.mention_text, s.label, s.zone,
            s.char_start, s.char_end, s.raw_char_start, s.raw_char_end, s.sentence_no, s.method,
            s.local_entity_id
    """,
    "quotes": """
        select
            f.article_key, s.ordinal as quote_no, s.quote_text, s.char_start, s.char_end,
            keys.surrogate_key as speaker_entity_key, s.speaker_text, s.cue,
            s.speaker_local_entity_id
    """,
}

#: The pure per-article fact that entities are built from, out of the staged mentions.
ARTICLE_NAMES = """
    select
        f.article_key,
        s.local_entity_id,
        s.spelling,
        min(s.entity_type) as entity_type,
        min(s.entity_name) as entity_name,
        bool_or(s.is_full_name) as is_full_name,
        min(s.join_key) as join_key,
        min(s.country_code) as country_code,
        count(*) as mention_count,
        count(*) filter (where s.zone = 'headline') as headline_count,
        min(s.raw_char_start) as first_char
"""


def stage_articles(cursor: duckdb.DuckDBPyConnection, run_key: int, now: datetime) -> None:
    """Make `new_articles`: the row each touched article shall have; number new publishers."""
    assign_keys(cursor, "sources", "select source_id from staged_articles")
    kept = ["article_key", "article_id", "source_key", "url", "file_name", "version_no"]
    kept += ["first_seen_at", *FILLED_LATER, *WRITTEN]
    content = [name for name in column_names(cursor, "articles") if name not in kept]
    cursor.execute(
        f"""
        create or replace temp table new_articles as
        with readings as (
            select
                f.article_id,
                coalesce(keys.surrogate_key, 0) as source_key,
                {", ".join(f"s.{name}" for name in content)}
            from in_force as f
            inner join staged_articles as s
                on s.article_id = f.article_id and s.document_id = f.document_id
            left join ops.surrogate_keys as keys
                on keys.table_name = 'sources' and keys.natural_id = s.source_id
            union all
            select article_id, source_key, {", ".join(content)}
            from articles
            where article_id in (select article_id from in_force where not is_staged)
        )
        select
            f.article_key, f.url, f.file_name, f.version_no, f.first_seen_at,
            old.near_copy_group_id, old.duplicate_of_id,
            readings.*,
            cast($now as timestamp) as loaded_at,
            cast($run_key as bigint) as run_key
        from in_force as f
        inner join readings on readings.article_id = f.article_id
        left join articles as old on old.article_id = f.article_id
        """,
        {"now": now, "run_key": run_key},
    ).fetchall()
    cursor.execute(
        """
        create or replace temp table fresh_articles as
        select f.*, n.source_key, n.run_key
        from in_force as f
        inner join new_articles as n on n.article_key = f.article_key
        where f.is_staged
        """
    ).fetchall()


def merge_articles(cursor: duckdb.DuckDBPyConnection) -> None:
    """Insert new articles and update distinct ones.

    Makes `changed_articles` (article_key), which `write_children` adds to.
    """
    names = column_names(cursor, "articles")
    compared = [name for name in names if name not in WRITTEN]
    old = ", ".join(f"articles.{name}" for name in compared)
    new = ", ".join(f"n.{name}" for name in compared)
    cursor.execute(
        f"""
        create or replace temp table changed_articles as
        select n.article_key
        from new_articles as n
        left join articles on articles.article_id = n.article_id
        where articles.article_id is null or ({old}) is distinct from ({new})
        """
    ).fetchall()
    assignments = ", ".join(f"{name} = n.{name}" for name in names if name != "article_id")
    cursor.execute(
        f"""
        merge into articles
        using (
            select * from new_articles
            where article_key in (select article_key from changed_articles)
        ) as n
        on articles.article_id = n.article_id
        when matched then update set {assignments}
        when not matched then insert ({", ".join(names)})
            values ({", ".join(f"n.{name}" for name in names)})
        """
    ).fetchall()


def write_versions(cursor: duckdb.DuckDBPyConnection) -> int:
    """Write `article_versions` and the observations behind them; return versions written."""
    changed = find_changed(
        cursor, "ops.observations", "new_observations", "article_id", "touched_articles"
    )
    replace_groups(cursor, "ops.observations", "new_observations", "article_id", changed)
    changed = find_changed(
        cursor, "article_versions", "new_versions", "article_id", "touched_articles"
    )
    _note_changed(
        cursor,
        f"select article_key from in_force where article_id in (select article_id from {changed})",
    )
    return replace_groups(cursor, "article_versions", "new_versions", "article_id", changed)


def write_children(cursor: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Write the child tables that need no entity; return rows written by table."""
    written = {}
    for table, columns in CHILD_TABLES.items():
        _stage_child(cursor, table, columns)
        changed = find_changed(
            cursor, table, f"new_{table}", "article_key", "fresh_articles", ("run_key",)
        )
        _note_changed(cursor, f"select article_key from {changed}")
        written[table] = replace_groups(cursor, table, f"new_{table}", "article_key", changed)
    return written


def stage_names(cursor: duckdb.DuckDBPyConnection) -> None:
    """Make `new_article_names` and `changed_article_names` from the staged mentions."""
    cursor.execute(
        f"""
        create or replace temp table new_article_names as
        {ARTICLE_NAMES}
        from staged_mentions as s
        inner join fresh_articles as f
            on f.article_id = s.article_id and f.document_id = s.document_id
        group by f.article_key, s.local_entity_id, s.spelling
        """
    ).fetchall()
    changed = find_changed(
        cursor, "article_names", "new_article_names", "article_key", "fresh_articles"
    )
    _note_changed(cursor, f"select article_key from {changed}")


def write_mentions(cursor: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Write mentions and quotes, each with the key of its resolved entity."""
    written = {}
    for table, columns in NAMING_TABLES.items():
        local_id = "local_entity_id" if table == "mentions" else "speaker_local_entity_id"
        key = "entity_key" if table == "mentions" else "speaker_entity_key"
        _stage_child(
            cursor,
            table,
            columns,
            f"""
            left join entity_merges as merges on merges.entity_id = s.{local_id}
            left join ops.surrogate_keys as keys
                on keys.table_name = 'entities'
                and keys.natural_id = coalesce(merges.merged_into_id, s.{local_id})
            """,
        )
        changed = find_changed(
            cursor, table, f"new_{table}", "article_key", "fresh_articles", (key,)
        )
        _note_changed(cursor, f"select article_key from {changed}")
        written[table] = replace_groups(cursor, table, f"new_{table}", "article_key", changed)
    return written


def mark_written(cursor: duckdb.DuckDBPyConnection) -> None:
    """Give articles of which only child rows changed the time and run of this load."""
    cursor.execute(
        """
        update articles
        set loaded_at = n.loaded_at, run_key = n.run_key
        from new_articles as n
        where n.article_key = articles.article_key
            and n.article_key in (select article_key from changed_articles)
            and articles.loaded_at is distinct from n.loaded_at
        """
    ).fetchall()


def write_sources(cursor: duckdb.DuckDBPyConnection) -> None:
    """Write `sources` from all observations: the most frequent name, domain and language each."""
    cursor.execute(
        """
        create or replace temp table new_sources as
        with names as (
            select source_id, source_name
            from ops.observations
            where source_id is not null and source_name is not null
            group by source_id, source_name
            qualify row_number() over (
                partition by source_id order by count(*) desc, source_name
            ) = 1
        ),
        domains as (
            select source_id, source_domain
            from ops.observations
            where source_id is not null and source_domain is not null
            group by source_id, source_domain
            qualify row_number() over (
                partition by source_id order by count(*) desc, source_domain
            ) = 1
        ),
        languages as (
            select source_key, language_code
            from articles
            where language_code is not null
            group by source_key, language_code
            qualify row_number() over (
                partition by source_key order by count(*) desc, language_code
            ) = 1
        ),
        known as (select distinct source_id from ops.observations where source_id is not null)
        select
            keys.surrogate_key as source_key,
            known.source_id,
            coalesce(names.source_name, domains.source_domain, known.source_id) as source_name,
            domains.source_domain as domain,
            old.country_code,
            languages.language_code
        from known
        inner join ops.surrogate_keys as keys
            on keys.table_name = 'sources' and keys.natural_id = known.source_id
        left join names on names.source_id = known.source_id
        left join domains on domains.source_id = known.source_id
        left join languages on languages.source_key = keys.surrogate_key
        left join sources as old on old.source_key = keys.surrogate_key
        """
    ).fetchall()
    cursor.execute(
        """
        create or replace temp table source_scope as
        select source_key from sources where source_key <> 0
        union select source_key from new_sources
        """
    ).fetchall()
    changed = find_changed(cursor, "sources", "new_sources", "source_key", "source_scope")
    replace_groups(cursor, "sources", "new_sources", "source_key", changed)


def _stage_child(
    cursor: duckdb.DuckDBPyConnection, table: str, columns: str, joins: str = ""
) -> None:
    cursor.execute(
        f"""
        create or replace temp table new_{table} as
        {columns}
        from staged_{table} as s
        inner join fresh_articles as f
            on f.article_id = s.article_id and f.document_id = s.document_id
        {joins}
        """
    ).fetchall()


def _note_changed(cursor: duckdb.DuckDBPyConnection, article_keys: str) -> None:
    """Add the articles of a query to `changed_articles`."""
    cursor.execute(
        f"""
        insert into changed_articles
        select article_key from ({article_keys})
        where article_key not in (select article_key from changed_articles)
        """
    ).fetchall()
