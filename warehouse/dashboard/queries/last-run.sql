-- The last run that ended, and how it ended.
select run_key, flow_name, status, started_at, finished_at, loaded_count
from ops.runs
where status <> 'running'
order by run_key desc
limit 1
