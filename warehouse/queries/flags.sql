-- What was odd about articles: mended letters, invisible characters, repeated text, video pages.
select
    flag,
    detail,
    article_id,
    coalesce(headline, file_name, url) as article,
    articles.article_form
from article_flags
inner join articles using (article_key)
order by flag, article_id, detail
