-- All spellings of an entity, found by any of them.
-- parameters: name
select entities.entity_name, entities.entity_type, names.name, names.mention_count
from entity_names as names
inner join entities on entities.entity_key = names.entity_key
where names.entity_key in (
    select entity_key from mart.name_lookup where folded_name = fold($1)
)
order by entities.entity_name, entities.entity_type, names.mention_count desc, names.name
