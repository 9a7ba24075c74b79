-- One run, with what it counted.
-- parameters: run_key
select * from mart.runs_wide where run_key = $1
