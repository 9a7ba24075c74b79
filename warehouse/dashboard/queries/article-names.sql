-- Who and what an article names, most often first.
-- parameters: article_id
select
    entities.entity_id,
    entities.entity_name,
    entities.entity_type,
    links.mention_count,
    links.in_headline
from article_entities as links
inner join entities on entities.entity_key = links.entity_key
where links.article_key = (
    select article_key from mart.article_lookup where article_id = $1
)
order by links.mention_count desc, entities.entity_name
