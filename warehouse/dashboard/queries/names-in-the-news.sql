-- The people, organisations and places named in most articles of a period, and of the one before.
-- parameters: days
with counted as (
    select
        entity_id,
        entity_key,
        entity_name,
        entity_type,
        case $1
            when 30 then article_count_30_days
            when 90 then article_count_90_days
            when 365 then article_count_365_days
            else article_count
        end as article_count,
        case $1
            when 30 then article_count_30_days_before
            when 90 then article_count_90_days_before
            when 365 then article_count_365_days_before
        end as article_count_before
    from mart.entity_summary
    where entity_type in ('PERSON', 'ORG', 'GPE')
)
select *
from counted
where article_count > 0
qualify
    row_number() over (partition by entity_type order by article_count desc, entity_key) <= 10
order by entity_type, article_count desc, entity_key
