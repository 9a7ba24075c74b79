-- Entities to compute again: what touched names and moved names stood for, and stand for now.
-- in: touched_names, moved_ids, entity_merges (before), new_merges
with ids as (
    select local_entity_id from touched_names
    union
    select local_entity_id from moved_ids
)
select coalesce(before.merged_into_id, ids.local_entity_id) as entity_id
from ids
left join entity_merges as before on before.entity_id = ids.local_entity_id
union
select coalesce(after.merged_into_id, ids.local_entity_id)
from ids
left join new_merges as after on after.entity_id = ids.local_entity_id
