-- severity: error
-- removed_day or removed_line counts other blocks of a reason than were taken out.
with counts as (
    select reason, count(*) as found, 0 as by_day, 0 as by_line from removed_blocks group by 1
    union all
    select reason, 0, sum(block_count), 0 from mart.removed_day group by 1
    union all
    select reason, 0, 0, sum(block_count) from mart.removed_line group by 1
)
select reason, sum(found) as found, sum(by_day) as by_day, sum(by_line) as by_line
from counts
group by reason
having sum(found) <> sum(by_day) or sum(found) <> sum(by_line)
