-- The last sixty runs.
select
    run_key, flow_name, trigger, status, started_at, duration_seconds, input_count, loaded_count,
    unchanged_count, refused_count, quarantined_count, error_text
from ops.runs
order by run_key desc
limit 60
