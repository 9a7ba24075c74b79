-- severity: error
-- entity_day or entity_summary counts other articles of an entity than name it.
with counts as (
    select entity_key, count(*) as found, 0 as by_day, 0 as told from article_entities group by 1
    union all
    select entity_key, 0, sum(article_count), 0 from mart.entity_day group by 1
    union all
    select entity_key, 0, 0, article_count from mart.entity_summary
)
select entity_key, sum(found) as found, sum(by_day) as by_day, sum(told) as told
from counts
group by entity_key
having sum(found) <> sum(by_day) or sum(found) <> sum(told)
