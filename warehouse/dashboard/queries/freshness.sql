-- Publishers that have a schedule: fresh, late or silent.
select source_id, source_name, newest_published, newest_loaded_at, warn_after_hours,
    error_after_hours, status
from ops.freshness
where status <> 'unscheduled'
order by source_id
