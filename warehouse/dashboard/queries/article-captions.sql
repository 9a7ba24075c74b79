-- The picture captions of an article.
-- parameters: article_id
select position, caption_text, credit_text, photographer, agency
from captions
where article_key = (
    select article_key from mart.article_lookup where article_id = $1
)
order by position
