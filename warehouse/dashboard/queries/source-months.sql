-- Articles per month of a publisher.
-- parameters: source_key
select
    cast(date_trunc('month', date_published) as date) as month_published,
    cast(sum(article_count) as bigint) as article_count
from mart.source_day
where source_key = $1 and date_published is not null
group by 1
order by 1
