-- severity: warn
-- A source that is collected on a schedule brought nothing new for longer than its last limit, or
-- never anything. Others are published all the same; `dateline status` exits with 1.
select source_id, newest_loaded_at, round(hours_since_load, 1) as hours, error_after_hours
from ops.freshness_at($now)
where status = 'error'
