-- One row is an entity and a day of publication. Key: entity_key, date_published.
-- Question: when was an entity in the news? Sorted by entity, then day.
--
-- Articles of which no day is known (only the month, the year, or nothing) count in the row of the
-- entity without a day. All counts may be summed over days: an article has one day.
create or replace table mart.entity_day as
select
    entity_key,
    case when date_published_precision = 'day' then date_published end as date_published,
    count(*) as article_count,
    cast(sum(mention_count) as bigint) as mention_count,
    count(*) filter (where in_headline) as headline_count
from mart.entity_article
group by 1, 2
order by 1, 2;

comment on table mart.entity_day is 'One entity and day of publication: in how many articles it was.';
comment on column mart.entity_day.entity_key is 'Entity (entities, mart.entity_summary).';
comment on column mart.entity_day.date_published is 'Day of publication; null for articles of which no day is known.';
comment on column mart.entity_day.article_count is 'Articles of that day that name it.';
comment on column mart.entity_day.mention_count is 'How often they name it.';
comment on column mart.entity_day.headline_count is 'Those of them that name it in the headline.';
