"""Which document of an article is in force, and which versions it had.

In: the staged tables of a load package, and the observations on record. Out: temporary tables
`timeline`, `in_force`, `version_texts`, `new_versions`, `new_observations` for the articles the
package touches. It never depends on the order in which packages arrive, and never reads a clock.

An observation is one sight of a document as an article. Those of an article are put in order of
change: the publisher's own time of change, else the time of the sight; then sight, place and
bytes break ties. Neighbours with the same words in headline and body are one version, named by
the first of them: an edit of spaces, quotes or commas makes none. The last observation of all is
in force: its document fills `articles` and the tables under it.

Why the last and not the first document of the last version: a document that arrives later may
belong before it and split a version in two, and then the second half must be there. Since order
is total and only the newest document's rows are kept, a document that lost its place could only
come back if a newer one went away; observations are never removed, so none can. A page that goes
back to its old bytes is a new sight of them, newer than all, and arrives with its own rows.
"""

import duckdb

from warehouse.words import folded, words_of

#: What a document says of its article: a new reading of the same bytes replaces all of it.
READING = "modified_at, headline, body_hash, source_id, source_name, source_domain, clean_text"

_TIMELINE = f"""
create or replace temp table timeline as
with known as (
    select o.* replace (coalesce(o.clean_text, texts.clean_text) as clean_text)
    from ops.observations as o
    inner join touched_articles as touched on touched.article_id = o.article_id
    left join article_texts as texts
        on texts.article_key = touched.article_key and o.document_id = touched.document_id
),
arriving as (
    select
        s.article_id, s.document_id, s.uri, s.seen_at, s.url, s.file_name, s.modified_at,
        s.headline, s.body_hash, s.source_id, s.source_name, s.source_domain, texts.clean_text
    from staged_articles as s
    inner join staged_article_texts as texts
        on texts.article_id = s.article_id and texts.document_id = s.document_id
),
sights as (
    select * from arriving
    union all
    select known.* exclude ({READING}), arriving.* exclude (
        article_id, document_id, uri, seen_at, url, file_name
    )
    from known
    inner join arriving
        on arriving.article_id = known.article_id and arriving.document_id = known.document_id
    where (known.uri, known.seen_at) <> (arriving.uri, arriving.seen_at)
    union all
    select known.*
    from known
    anti join arriving
        on arriving.article_id = known.article_id and arriving.document_id = known.document_id
),
numbered as (
    select
        *,
        row_number() over in_order as position,
        count(*) over (partition by article_id) as sight_count,
        min(seen_at) over (partition by article_id) as first_seen_at,
        lag(body_hash) over in_order is distinct from body_hash
            or lag(headline_words) over in_order is distinct from headline_words
            or row_number() over in_order = 1 as is_new_version
    from (select *, {folded("headline")} as headline_words from sights)
    window in_order as (
        partition by article_id
        order by coalesce(modified_at, seen_at), seen_at, uri, document_id
    )
)
select
    * exclude (sight_count, headline_words),
    position = sight_count as is_last,
    count(*) filter (where is_new_version) over (
        partition by article_id order by position
    ) as version_no
from numbered
"""

_IN_FORCE = """
create or replace temp table in_force as
select
    last.article_id,
    last.document_id,
    last.version_no,
    last.first_seen_at,
    last.url,
    last.file_name,
    touched.article_key is null as is_new,
    coalesce(
        touched.article_key,
        (select coalesce(max(article_key), 0) from articles)
            + row_number() over (partition by touched.article_key is null order by last.article_id)
    ) as article_key,
    staged.document_id is not null as is_staged
from timeline as last
inner join touched_articles as touched on touched.article_id = last.article_id
left join staged_articles as staged
    on staged.article_id = last.article_id and staged.document_id = last.document_id
where last.is_last
"""

_VERSION_TEXTS = """
create or replace temp table version_texts as
select
    first.* exclude (clean_text),
    first.clean_text as full_text,
    first.version_no = in_force.version_no as is_in_force
from timeline as first
inner join in_force on in_force.article_id = first.article_id
where first.is_new_version
"""

# The share of changed words compares the two texts as bags of words: exact, cheap, the same
# wherever it runs. A moved paragraph is no change, a rewritten one is.
_NEW_VERSIONS = f"""
create or replace temp table new_versions as
with words as (
    select article_id, version_no, word, count(*) as word_count
    from (
        select article_id, version_no, unnest({words_of("full_text")}) as word
        from version_texts
        where article_id in (select article_id from version_texts where version_no = 2)
    )
    group by all
),
totals as (
    select article_id, version_no, sum(word_count) as word_count from words group by all
),
common as (
    select
        later.article_id,
        later.version_no,
        sum(least(later.word_count, earlier.word_count)) as word_count
    from words as later
    inner join words as earlier
        on earlier.article_id = later.article_id
        and earlier.version_no = later.version_no - 1
        and earlier.word = later.word
    group by all
)
select
    versions.article_id,
    versions.version_no,
    versions.seen_at,
    versions.modified_at,
    versions.headline,
    versions.body_hash,
    case when versions.version_no > 1 then coalesce(
        1 - 2 * coalesce(common.word_count, 0)
            / nullif(coalesce(later.word_count, 0) + coalesce(earlier.word_count, 0), 0),
        0
    ) end as changed_share,
    versions.document_id,
    case when not versions.is_in_force then versions.full_text end as clean_text
from version_texts as versions
left join totals as later
    on later.article_id = versions.article_id and later.version_no = versions.version_no
left join totals as earlier
    on earlier.article_id = versions.article_id and earlier.version_no = versions.version_no - 1
left join common
    on common.article_id = versions.article_id and common.version_no = versions.version_no
"""

_NEW_OBSERVATIONS = f"""
create or replace temp table new_observations as
select
    timeline.article_id,
    timeline.document_id,
    uri,
    seen_at,
    timeline.url,
    timeline.file_name,
    {READING.replace("clean_text", "")}
    case when timeline.document_id <> in_force.document_id then clean_text end as clean_text
from timeline
inner join in_force on in_force.article_id = timeline.article_id
"""


def stage_versions(cursor: duckdb.DuckDBPyConnection) -> None:
    """Fill the temporary tables named above from `staged_articles` and `staged_article_texts`.

    Also makes `touched_articles`: article_id, and key and document as they stand before the load
    (null for a new article).
    """
    cursor.execute(
        """
        create or replace temp table touched_articles as
        select staged.article_id, articles.article_key, articles.document_id
        from (select distinct article_id from staged_articles) as staged
        left join articles on articles.article_id = staged.article_id
        """
    ).fetchall()
    for statement in (_TIMELINE, _IN_FORCE, _VERSION_TEXTS, _NEW_VERSIONS, _NEW_OBSERVATIONS):
        cursor.execute(statement).fetchall()
