-- Names that begin with what was typed, or hold a word that does; most articles first.
-- parameters: text
with found as (
    select
        entity_id,
        entity_name,
        entity_type,
        article_count,
        starts_with(folded_name, fold($1)) as begins_so
    from mart.name_lookup
    where contains(' ' || folded_name, ' ' || fold($1))
)
select
    entity_id,
    any_value(entity_name) as entity_name,
    any_value(entity_type) as entity_type,
    any_value(article_count) as article_count
from found
group by entity_id
order by bool_or(begins_so) desc, article_count desc, entity_id
limit 6
