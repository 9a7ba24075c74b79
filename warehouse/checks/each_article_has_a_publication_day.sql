-- severity: warn
-- No publication day was found, so words such as Wednesday could not be resolved.
select article_id, coalesce(file_name, url) as name
from articles
where date_published is null
