-- The days of a month that are written about, by how often.
-- parameters: month
select event_date, count(*) as reference_count, count(distinct article_key) as article_count
from mart.event_day
where date_start >= cast($1 as date)
    and date_start < cast($1 as date) + interval 1 month
    and event_date is not null
group by event_date
order by event_date
