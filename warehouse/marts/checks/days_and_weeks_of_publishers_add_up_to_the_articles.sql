-- severity: error
-- source_day or source_week counts other articles of a publisher than there are.
with counts as (
    select source_key, count(*) as found, 0 as by_day, 0 as by_week from articles group by 1
    union all
    select source_key, 0, sum(article_count), 0 from mart.source_day group by 1
    union all
    select source_key, 0, 0, sum(article_count) from mart.source_week group by 1
)
select source_key, sum(found) as found, sum(by_day) as by_day, sum(by_week) as by_week
from counts
group by source_key
having sum(found) <> sum(by_day) or sum(found) <> sum(by_week)
