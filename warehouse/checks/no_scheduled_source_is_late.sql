-- severity: warn
-- A source that is collected on a schedule brought nothing new for longer than its first limit.
select source_id, newest_loaded_at, round(hours_since_load, 1) as hours, warn_after_hours
from ops.freshness_at($now)
where status = 'warn'
