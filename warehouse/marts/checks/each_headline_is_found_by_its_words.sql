-- severity: error
-- A headline has words and is found by none, or a word of it stands twice.
select articles.article_key, articles.headline as found
from articles
where len(words_of(articles.headline)) > 0
    and articles.article_key not in (select article_key from mart.headline_term)
union all
select article_key, term
from mart.headline_term
group by article_key, term
having count(*) > 1
