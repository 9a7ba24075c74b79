-- severity: error
-- event_month counts other sentences than event_day has, or one pair of months twice.
with counts as (
    select
        cast(date_trunc('month', date_start) as date) as event_month,
        published_month,
        count(*) as found,
        0 as listed,
        0 as month_rows
    from mart.event_day
    where last_day(date_start) = last_day(date_end)
    group by 1, 2
    union all
    select event_month, published_month, 0, reference_count, 1 from mart.event_month
)
select event_month, published_month, sum(found) as found, sum(listed) as listed
from counts
group by event_month, published_month
having sum(found) <> sum(listed) or sum(month_rows) <> 1
