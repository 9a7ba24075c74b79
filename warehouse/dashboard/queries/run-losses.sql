-- The inputs of a run that did not become an article, and why.
-- parameters: run_key
select uri, fate, fate_class, stage, reason, article_id
from ops.inputs
where run_key = $1 and fate not in ('loaded', 'unchanged')
order by fate_class desc, fate, uri
limit 200
