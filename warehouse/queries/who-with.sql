-- Who is named in the same articles as an entity, most often first.
-- parameters: name
with wanted as (
    select distinct entity_key from entity_names where lower(name) = lower($1)
),
articles_about as (
    select distinct article_key from article_entities
    where entity_key in (select entity_key from wanted)
)
select
    entities.entity_name,
    entities.entity_type,
    count(distinct others.article_key) as article_count,
    cast(sum(others.mention_count) as bigint) as mention_count
from article_entities as others
inner join entities on entities.entity_key = others.entity_key
where others.article_key in (select article_key from articles_about)
    and others.entity_key not in (select entity_key from wanted)
group by entities.entity_name, entities.entity_type
order by article_count desc, mention_count desc, entity_name
limit 50
