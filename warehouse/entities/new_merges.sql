-- A short name (a lone surname, an acronym) joins the full name of its type and join key that
-- dominates: at least 0.6 of the articles that name any full entity with that key name it, and
-- strictly more than name any other. The share is measured in design work on five corpora; lower,
-- and all namesakes become one. A function of article_names only: no order of arrival in it.
-- A full name never joins another, so there are no chains.
-- in: affected_ids, article_names; out: the columns of entity_merges
with named as (
    select
        local_entity_id as entity_id,
        min(entity_type) as entity_type,
        bool_or(is_full_name) as is_full_name,
        min(join_key) as join_key
    from article_names
    where local_entity_id in (select entity_id from affected_ids)
    group by local_entity_id
),
short_names as (
    select entity_id, entity_type, join_key
    from named
    where not is_full_name and join_key is not null
),
namings as (
    select distinct names.entity_type, names.join_key, names.local_entity_id, names.article_key
    from article_names as names
    semi join short_names
        on short_names.entity_type = names.entity_type and short_names.join_key = names.join_key
),
full_names as (
    select local_entity_id
    from article_names
    where local_entity_id in (select local_entity_id from namings)
    group by local_entity_id
    having bool_or(is_full_name)
),
totals as (
    select entity_type, join_key, count(distinct article_key) as article_count
    from namings
    where local_entity_id in (select local_entity_id from full_names)
    group by entity_type, join_key
),
candidates as (
    select entity_type, join_key, local_entity_id, count(*) as article_count
    from namings
    where local_entity_id in (select local_entity_id from full_names)
    group by entity_type, join_key, local_entity_id
),
dominant as (
    select
        candidates.entity_type,
        candidates.join_key,
        candidates.local_entity_id,
        candidates.article_count,
        candidates.article_count / totals.article_count as article_share
    from candidates
    inner join totals
        on totals.entity_type = candidates.entity_type and totals.join_key = candidates.join_key
    qualify rank() over (
        partition by candidates.entity_type, candidates.join_key
        order by candidates.article_count desc
    ) = 1
    and count(*) over (
        partition by candidates.entity_type, candidates.join_key, candidates.article_count
    ) = 1
)
select
    short_names.entity_id,
    dominant.local_entity_id as merged_into_id,
    'short_name_to_dominant' as rule,
    dominant.join_key,
    cast(dominant.article_count as integer) as article_count,
    dominant.article_share
from short_names
inner join dominant
    on dominant.entity_type = short_names.entity_type
    and dominant.join_key = short_names.join_key
where dominant.article_share >= 0.6
