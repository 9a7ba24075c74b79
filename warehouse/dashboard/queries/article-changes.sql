-- What each version of an article changed in the one before it, newest first.
-- parameters: article_id
select version_no, change, changed_share, text_before, text_after
from version_changes
where article_id = $1
order by version_no desc, change_no
