-- Who and what is named in the same articles as an entity, most often first.
-- parameters: entity_id
with pairs as (
    select other_entity_key, article_count
    from mart.entity_pair
    where entity_key = (select entity_key from entities where entity_id = $1)
    order by article_count desc, other_entity_key
    limit 24
)
select
    pairs.other_entity_key as entity_key,
    entities.entity_id,
    entities.entity_name,
    entities.entity_type,
    pairs.article_count
from pairs
inner join entities on entities.entity_key = pairs.other_entity_key
order by pairs.article_count desc, entities.entity_name
