-- severity: error
-- An article is not in article_lookup once, or an entity has no spelling in name_lookup.
select article_id as id, count(*) as row_count
from (
    select article_id from articles
    union all
    select article_id from mart.article_lookup
)
group by article_id
having count(*) <> 2
union all
select entity_id, 0
from entities
where entity_key not in (select entity_key from mart.name_lookup)
