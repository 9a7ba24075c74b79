-- The steps of a run and their seconds.
-- parameters: run_key
select step_name, status, duration_seconds, rows_in, rows_out, retry_count, detail
from ops.run_steps
where run_key = $1
order by step_no
