-- A period in numbers, and the number of articles in as many days before it.
-- parameters: days
with bounds as (
    select
        newest_day,
        greatest(newest_day - cast($1 as integer), first_day - 1) as before_first_day,
        newest_day - 2 * cast($1 as integer) as earlier_day
    from mart.snapshot_summary
),
days as (
    select source_day.*, date_published is null or date_published > before_first_day as is_in
    from mart.source_day
    cross join bounds
    where cast($1 as integer) >= 36500
        or (date_published > bounds.earlier_day and date_published <= bounds.newest_day)
)
select
    any_value(bounds.before_first_day) + 1 as first_day,
    any_value(bounds.newest_day) as last_day,
    coalesce(cast(sum(article_count) filter (where is_in) as bigint), 0) as article_count,
    cast(sum(article_count) filter (where not is_in) as bigint) as article_count_before,
    count(distinct source_key) filter (where is_in) as source_count,
    coalesce(cast(sum(word_count) filter (where is_in) as bigint), 0) as word_count,
    sum(removed_char_count) filter (where is_in)
        / nullif(sum(raw_char_count) filter (where is_in), 0) as removed_share,
    coalesce(cast(sum(near_copy_count) filter (where is_in) as bigint), 0) as near_copy_count
from bounds
left join days on true
