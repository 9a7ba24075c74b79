-- Which of those named beside an entity are named together.
-- parameters: entity_id
with neighbours as (
    select other_entity_key as entity_key
    from mart.entity_pair
    where entity_key = (select entity_key from entities where entity_id = $1)
    order by article_count desc, other_entity_key
    limit 24
)
select pairs.entity_key, pairs.other_entity_key, pairs.article_count
from mart.entity_pair as pairs
where pairs.entity_key in (from neighbours)
    and pairs.other_entity_key in (from neighbours)
    and pairs.entity_key < pairs.other_entity_key
order by pairs.article_count desc, pairs.entity_key, pairs.other_entity_key
limit 60
