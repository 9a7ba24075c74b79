-- What was noticed about the page or the text of an article.
-- parameters: article_id
select flag, detail
from article_flags
where article_key = (
    select article_key from mart.article_lookup where article_id = $1
)
order by flag
