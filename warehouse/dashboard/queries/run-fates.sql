-- How the inputs of a run ended.
-- parameters: run_key
select fate, fate_class, count(*) as input_count
from ops.inputs
where run_key = $1
group by fate, fate_class
order by input_count desc, fate
