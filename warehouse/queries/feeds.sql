-- Every feed, sitemap, list and home page that is asked again: what came last, when it is due.
select
    address,
    source_id,
    kind,
    entry_count,
    polled_at,
    brought_at,
    round(wait_hours, 2) as wait_hours,
    due_at,
    fate,
    reason
from ops.polls
order by source_id, address
