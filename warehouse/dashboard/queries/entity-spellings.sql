-- How an entity is written.
-- parameters: entity_id
select name, mention_count, is_canonical
from entity_names
where entity_key = (select entity_key from entities where entity_id = $1)
order by is_canonical desc, mention_count desc, name
limit 40
