-- What is stripped from a publisher, by reason.
-- parameters: source_key
select
    reason,
    cast(sum(block_count) as bigint) as block_count,
    cast(sum(char_count) as bigint) as char_count,
    sum(char_count) / nullif(sum(sum(char_count)) over (), 0) as char_share
from mart.removed_day
where source_key = $1
group by reason
order by char_count desc, reason
