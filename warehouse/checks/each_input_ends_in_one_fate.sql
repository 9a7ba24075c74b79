-- severity: error
-- An input of a run is counted twice.
select run_key, input_no, count(*) as row_count
from ops.inputs
group by run_key, input_no
having count(*) > 1
