-- severity: error
-- An article without its text, or with two, or a text without its article.
select coalesce(articles.article_key, texts.article_key) as article_key, count(texts.article_key)
from articles
full join article_texts as texts on texts.article_key = articles.article_key
group by coalesce(articles.article_key, texts.article_key)
having count(texts.article_key) <> 1 or count(articles.article_key) = 0
