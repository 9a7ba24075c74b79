-- One row is a week of publication and an entity. Key: week_published, entity_key.
-- Question: who is named most in a range of weeks? Sorted by week, most named first.
--
-- Weeks begin on Monday; articles without a day of publication are in no week. The counts may be
-- summed over weeks: an article has one day.
create or replace table mart.entity_week as
select
    cast(date_trunc('week', days.date_published) as date) as week_published,
    days.entity_key,
    any_value(entities.entity_type) as entity_type,
    cast(sum(days.article_count) as bigint) as article_count,
    cast(sum(days.mention_count) as bigint) as mention_count
from mart.entity_day as days
inner join entities on entities.entity_key = days.entity_key
where days.date_published is not null
group by 1, days.entity_key
order by 1, article_count desc, days.entity_key;

comment on table mart.entity_week is 'One week of publication and entity: in how many articles it was.';
comment on column mart.entity_week.week_published is 'Monday of the week of publication.';
comment on column mart.entity_week.entity_key is 'Entity (entities, mart.entity_summary).';
comment on column mart.entity_week.entity_type is 'Its type: PERSON, ORG, GPE, ...';
comment on column mart.entity_week.article_count is 'Articles of that week that name it.';
comment on column mart.entity_week.mention_count is 'How often they name it.';
