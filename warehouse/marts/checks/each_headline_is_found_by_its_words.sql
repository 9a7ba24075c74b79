-- severity: error
-- A headline with a letter in it has no word, or a word stands twice.
select articles.article_key, articles.headline as found
from articles
where regexp_matches(articles.headline, '[\p{L}\p{N}]')
    and articles.article_key not in (select article_key from mart.headline_term)
union all
select article_key, term
from mart.headline_term
group by article_key, term
having count(*) > 1
