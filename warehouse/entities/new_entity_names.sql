-- The spellings of affected entities; the chosen name is always among them, if only with 0 mentions.
-- in: entity_members, chosen_names, article_names; out: entity_names with entity_id for its key
with spellings as (
    select members.entity_id, names.spelling as name, names.mention_count
    from article_names as names
    inner join entity_members as members on members.local_entity_id = names.local_entity_id
    union all
    select entity_id, entity_name, 0 from chosen_names
)
select
    spellings.entity_id,
    spellings.name,
    cast(sum(spellings.mention_count) as integer) as mention_count,
    spellings.name = chosen_names.entity_name as is_canonical
from spellings
inner join chosen_names on chosen_names.entity_id = spellings.entity_id
group by spellings.entity_id, spellings.name, chosen_names.entity_name
