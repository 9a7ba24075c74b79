-- One row is an entity. Key: entity_key.
-- Question: who and what is named most, lately and ever? Sorted by type, most named first.
--
-- "The last 30 days" end with the newest day of the snapshot (mart.snapshot_summary), which is the
-- last of them; "before" are as many days before those.
create or replace table mart.entity_summary as
with recent as (
    select
        days.entity_key,
        sum(article_count) filter (where age < 30) as days_30,
        sum(article_count) filter (where age between 30 and 59) as days_30_before,
        sum(article_count) filter (where age < 90) as days_90,
        sum(article_count) filter (where age between 90 and 179) as days_90_before,
        sum(article_count) filter (where age < 365) as days_365,
        sum(article_count) filter (where age between 365 and 729) as days_365_before
    from (
        select
            entity_day.entity_key,
            entity_day.article_count,
            snapshot_summary.newest_day - entity_day.date_published as age
        from mart.entity_day
        cross join mart.snapshot_summary
        where entity_day.date_published > snapshot_summary.newest_day - 730
            and entity_day.date_published <= snapshot_summary.newest_day
    ) as days
    group by days.entity_key
),
counted as (
    select
        entity_key,
        sum(mention_count) as mention_count,
        count(*) filter (where in_headline) as headline_count,
        count(distinct source_key) as source_count
    from mart.entity_article
    group by entity_key
),
spelled as (
    select entity_key, count(*) as name_count
    from entity_names
    group by entity_key
)
select
    entities.entity_type,
    entities.entity_key,
    entities.entity_id,
    entities.entity_name,
    entities.country_code,
    entities.article_count,
    coalesce(cast(counted.mention_count as bigint), 0) as mention_count,
    coalesce(counted.headline_count, 0) as headline_count,
    coalesce(counted.source_count, 0) as source_count,
    coalesce(spelled.name_count, 0) as name_count,
    entities.first_seen,
    entities.last_seen,
    coalesce(cast(recent.days_30 as bigint), 0) as article_count_30_days,
    coalesce(cast(recent.days_30_before as bigint), 0) as article_count_30_days_before,
    coalesce(cast(recent.days_90 as bigint), 0) as article_count_90_days,
    coalesce(cast(recent.days_90_before as bigint), 0) as article_count_90_days_before,
    coalesce(cast(recent.days_365 as bigint), 0) as article_count_365_days,
    coalesce(cast(recent.days_365_before as bigint), 0) as article_count_365_days_before
from entities
left join counted on counted.entity_key = entities.entity_key
left join spelled on spelled.entity_key = entities.entity_key
left join recent on recent.entity_key = entities.entity_key
order by entities.entity_type, entities.article_count desc, entities.entity_key;

comment on table mart.entity_summary is 'One entity: how often it is named, lately and ever.';
comment on column mart.entity_summary.entity_type is 'PERSON, ORG, GPE, ...';
comment on column mart.entity_summary.entity_key is 'Entity (entities).';
comment on column mart.entity_summary.entity_id is 'Name of the entity, the same after a rebuild.';
comment on column mart.entity_summary.entity_name is 'What it is called.';
comment on column mart.entity_summary.country_code is 'Country it is or belongs to; null when unknown.';
comment on column mart.entity_summary.article_count is 'Articles that name it.';
comment on column mart.entity_summary.mention_count is 'How often they name it.';
comment on column mart.entity_summary.headline_count is 'Articles that name it in the headline.';
comment on column mart.entity_summary.source_count is 'Publishers that name it.';
comment on column mart.entity_summary.name_count is 'Spellings of it (entity_names).';
comment on column mart.entity_summary.first_seen is 'First day of publication of an article that names it.';
comment on column mart.entity_summary.last_seen is 'Last day of publication of an article that names it.';
comment on column mart.entity_summary.article_count_30_days is 'Articles of the 30 days that end with the newest day of the snapshot.';
comment on column mart.entity_summary.article_count_30_days_before is 'Articles of the 30 days before those.';
comment on column mart.entity_summary.article_count_90_days is 'Articles of the 90 days that end with the newest day of the snapshot.';
comment on column mart.entity_summary.article_count_90_days_before is 'Articles of the 90 days before those.';
comment on column mart.entity_summary.article_count_365_days is 'Articles of the 365 days that end with the newest day of the snapshot.';
comment on column mart.entity_summary.article_count_365_days_before is 'Articles of the 365 days before those.';
