-- One row is an entity and a month of publication. Key: entity_key, month_published.
-- Question: how did the attention to a few entities change over the years (sparklines)? Sorted by
-- entity, then month.
--
-- An article of which only the year is known is in no month; one of which the month is known, is.
create or replace table mart.entity_month as
select
    entity_key,
    cast(date_trunc('month', date_published) as date) as month_published,
    count(*) as article_count,
    cast(sum(mention_count) as bigint) as mention_count
from mart.entity_article
where date_published_precision in ('day', 'month')
group by 1, 2
order by 1, 2;

comment on table mart.entity_month is 'One entity and month of publication: in how many articles it was.';
comment on column mart.entity_month.entity_key is 'Entity (entities, mart.entity_summary).';
comment on column mart.entity_month.month_published is 'First day of the month of publication.';
comment on column mart.entity_month.article_count is 'Articles of that month that name it.';
comment on column mart.entity_month.mention_count is 'How often they name it.';
