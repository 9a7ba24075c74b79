-- Names that stand for another entity than before.
-- in: affected_ids, entity_merges (before), new_merges
select
    affected_ids.entity_id as local_entity_id,
    coalesce(before.merged_into_id, affected_ids.entity_id) as old_entity_id,
    coalesce(after.merged_into_id, affected_ids.entity_id) as new_entity_id
from affected_ids
left join entity_merges as before on before.entity_id = affected_ids.entity_id
left join new_merges as after on after.entity_id = affected_ids.entity_id
where before.merged_into_id is distinct from after.merged_into_id
