-- severity: error
-- An entity is called by no spelling of its own, or by two.
select entities.entity_id, entities.entity_name
from entities
left join entity_names as names
    on names.entity_key = entities.entity_key and names.is_canonical
group by entities.entity_id, entities.entity_name
having count(names.name) <> 1 or max(names.name) <> entities.entity_name
