-- severity: warn
-- No headline was found; its first sentence is shown instead.
select article_id, coalesce(file_name, url) as name
from articles
where headline is null
