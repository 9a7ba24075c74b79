-- What an entity is called: the full name most often written so in the corpus, then most often
-- meant, then first by code point. A name that is never spelled out is called by what there is.
-- Articles give a well-known name (config/names) one form, so it wins without a contest.
-- in: entity_members, article_names
with namings as (
    select
        members.entity_id,
        names.entity_name,
        bool_or(names.is_full_name) as is_full_name,
        sum(names.mention_count) filter (where names.spelling = names.entity_name) as written_count,
        sum(names.mention_count) as meant_count
    from article_names as names
    inner join entity_members as members on members.local_entity_id = names.local_entity_id
    group by members.entity_id, names.entity_name
)
select entity_id, entity_name
from namings
qualify row_number() over (
    partition by entity_id
    order by
        is_full_name desc,
        coalesce(written_count, 0) desc,
        meant_count desc,
        entity_name
) = 1
