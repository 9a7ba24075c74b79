-- The text of an article as it was received.
-- parameters: article_id
select raw_text
from article_texts
where article_key = (
    select article_key from mart.article_lookup where article_id = $1
)
