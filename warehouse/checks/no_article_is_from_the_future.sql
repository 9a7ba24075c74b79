-- severity: warn
-- The publication day is later than the day the article was loaded.
select article_id, date_published, first_seen_at
from articles
where date_published > cast(loaded_at as date) + 1
