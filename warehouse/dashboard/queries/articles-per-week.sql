-- Articles per week of publication: the four publishers with most, and all others as one.
-- parameters: days
with weeks as (
    select *
    from mart.source_week
    where week_published is not null and (
        cast($1 as integer) >= 36500
        or week_published > (select newest_day from mart.snapshot_summary) - cast($1 as integer) - 7
    )
),
largest as (
    select source_key
    from weeks
    group by source_key
    order by sum(article_count) desc, source_key
    limit 4
)
select
    weeks.week_published,
    case when largest.source_key is null then 'Others' else weeks.source_name end as source_name,
    cast(sum(weeks.article_count) as bigint) as article_count
from weeks
left join largest on largest.source_key = weeks.source_key
group by 1, 2
order by 1, 2
