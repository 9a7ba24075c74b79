-- severity: error
-- An input ended as loaded, unchanged or duplicate, but its article is not there.
select run_key, input_no, uri, article_id
from ops.inputs
where fate in ('loaded', 'unchanged', 'duplicate')
    and (article_id is null or article_id not in (select article_id from articles))
