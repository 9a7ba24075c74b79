-- Coverage: articles per week of the publishers with most, in the two years before the newest day.
with largest as (
    select source_key
    from mart.source_day
    group by source_key
    order by sum(article_count) desc, source_key
    limit 24
)
select
    weeks.source_key,
    weeks.source_name,
    weeks.week_published,
    weeks.article_count
from mart.source_week as weeks
inner join largest on largest.source_key = weeks.source_key
where weeks.week_published > (select newest_day from mart.snapshot_summary) - 728
order by weeks.source_key, weeks.week_published
