-- Names whose resolution may have changed: those of touched articles, and their groups.
-- in: touched_names, affected_groups, article_names
select local_entity_id as entity_id
from touched_names
union
select names.local_entity_id
from article_names as names
inner join affected_groups as groups
    on groups.entity_type = names.entity_type and groups.join_key = names.join_key
