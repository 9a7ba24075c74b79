-- One row is a spelling of a name, folded, and an entity that is called so. Key: both.
-- Question: who is called this, or a name that begins so? Sorted by the folded name.
--
-- Names are folded as the macro `fold` does it: small letters, no accents.
create or replace table mart.name_lookup as
select
    fold(names.name) as folded_name,
    names.entity_key,
    any_value(entities.entity_type) as entity_type,
    any_value(entities.entity_name) as entity_name,
    any_value(entities.entity_id) as entity_id,
    any_value(entities.article_count) as article_count,
    cast(sum(names.mention_count) as bigint) as mention_count,
    bool_or(names.is_canonical) as is_canonical
from entity_names as names
inner join entities on entities.entity_key = names.entity_key
group by fold(names.name), names.entity_key
order by fold(names.name), article_count desc, names.entity_key;

comment on table mart.name_lookup is 'One folded spelling of a name and an entity that is called so.';
comment on column mart.name_lookup.folded_name is 'The spelling in small letters, without accents.';
comment on column mart.name_lookup.entity_key is 'Entity (entities, mart.entity_summary).';
comment on column mart.name_lookup.entity_type is 'Its type: PERSON, ORG, GPE, ...';
comment on column mart.name_lookup.entity_name is 'What it is called.';
comment on column mart.name_lookup.entity_id is 'Name of the entity, the same after a rebuild.';
comment on column mart.name_lookup.article_count is 'Articles that name it, by whatever spelling.';
comment on column mart.name_lookup.mention_count is 'How often it is named by this spelling.';
comment on column mart.name_lookup.is_canonical is 'Whether it is called so itself.';
