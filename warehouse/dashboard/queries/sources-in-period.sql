-- Publishers in a period: articles, share stripped, near copies, newest day.
-- parameters: days
select
    source_key,
    any_value(source_name) as source_name,
    cast(sum(article_count) as bigint) as article_count,
    sum(removed_char_count) / nullif(sum(raw_char_count), 0) as removed_share,
    sum(near_copy_count) / sum(article_count) as near_copy_share,
    max(date_published) as newest_day
from mart.source_day
where cast($1 as integer) >= 36500
    or date_published > (select newest_day from mart.snapshot_summary) - cast($1 as integer)
group by source_key
order by article_count desc, source_key
limit 10
