-- severity: error
-- An input ended as loaded, unchanged or duplicate, but its article is not there.
-- Runs before the last rebuild are history: other rules may have taken other pages for articles.
select run_key, input_no, uri, article_id
from ops.inputs
where fate in ('loaded', 'unchanged', 'duplicate')
    and (article_id is null or article_id not in (select article_id from articles))
    and run_key >= (
        select coalesce(max(run_key), 0) from ops.runs where flow_name = 'rebuild'
    )
