-- The versions of an article, newest first.
-- parameters: article_id
select version_no, seen_at, modified_at, headline, changed_share
from article_versions
where article_id = $1
order by version_no desc
