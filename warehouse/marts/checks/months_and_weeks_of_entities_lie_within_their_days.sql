-- severity: error
-- entity_week counts other articles of an entity than its days do, or entity_month fewer.
with counts as (
    select entity_key, sum(article_count) as by_day, 0 as by_week, 0 as by_month
    from mart.entity_day
    where date_published is not null
    group by 1
    union all
    select entity_key, 0, sum(article_count), 0 from mart.entity_week group by 1
    union all
    select entity_key, 0, 0, sum(article_count) from mart.entity_month group by 1
)
select entity_key, sum(by_day) as by_day, sum(by_week) as by_week, sum(by_month) as by_month
from counts
group by entity_key
having sum(by_day) <> sum(by_week) or sum(by_month) < sum(by_day)
