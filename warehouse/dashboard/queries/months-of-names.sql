-- Articles per month of the people, organisations and places named in most articles of a period.
-- parameters: days
with counted as (
    select
        entity_key,
        entity_type,
        case $1
            when 30 then article_count_30_days
            when 90 then article_count_90_days
            when 365 then article_count_365_days
            else article_count
        end as article_count
    from mart.entity_summary
    where entity_type in ('PERSON', 'ORG', 'GPE')
),
most_named as (
    select entity_key
    from counted
    where article_count > 0
    qualify
        row_number() over (partition by entity_type order by article_count desc, entity_key) <= 10
)
select months.entity_key, months.month_published, months.article_count
from mart.entity_month as months
inner join most_named on most_named.entity_key = months.entity_key
where months.month_published >= date_trunc(
        'month', (select newest_day from mart.snapshot_summary) - interval 23 month
    )
order by months.entity_key, months.month_published
