-- What was stripped in a period, by reason. A period ends with the newest day of the snapshot.
-- parameters: days = 36500
select
    reason,
    cast(sum(block_count) as bigint) as block_count,
    cast(sum(char_count) as bigint) as char_count,
    sum(char_count) / nullif(sum(sum(char_count)) over (), 0) as char_share
from mart.removed_day
where cast($1 as integer) >= 36500
    or date_published > (select newest_day from mart.snapshot_summary) - cast($1 as integer)
group by reason
order by char_count desc, reason
