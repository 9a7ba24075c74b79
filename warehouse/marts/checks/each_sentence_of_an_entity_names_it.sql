-- severity: error
-- entity_event has more or fewer entities for a dated sentence than it names.
with counts as (
    select date_mention_key, count(*) as listed, 0 as named
    from mart.entity_event
    where named_in = 'sentence'
    group by 1
    union all
    select date_mention_key, 0, entity_count from mart.event_day
)
select date_mention_key, sum(listed) as listed, sum(named) as named
from counts
group by date_mention_key
having sum(listed) <> sum(named)
