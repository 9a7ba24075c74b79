-- severity: error
-- A mention points to an entity that does not exist.
select mention_key, entity_key
from mentions
where entity_key not in (select entity_key from entities)
