-- The names that stand for each affected entity: its own, and those merged into it.
-- in: affected_entities, entity_merges (after)
select entity_id as local_entity_id, entity_id
from affected_entities
where entity_id not in (select entity_id from entity_merges)
union all
select entity_id, merged_into_id
from entity_merges
where merged_into_id in (select entity_id from affected_entities)
