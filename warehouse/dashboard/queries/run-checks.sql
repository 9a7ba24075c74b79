-- The checks of a run; those that found something first.
-- parameters: run_key
select check_name, severity, status, wrong_count, meaning, sample
from ops.run_checks
where run_key = $1
order by status = 'passed', severity, check_name
