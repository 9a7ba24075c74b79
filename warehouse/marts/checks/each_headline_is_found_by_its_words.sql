-- severity: error
-- A headline has words and is found by none, or a word of it stands twice.
with not_found as materialized (  -- first, as to find the words of a headline costs time
    select articles.article_key, articles.headline
    from articles
    where articles.headline is not null
        and articles.article_key not in (select article_key from mart.headline_term)
)
select article_key, headline as found
from not_found
where len(words_of(headline)) > 0
union all
select article_key, term
from mart.headline_term
group by article_key, term
having count(*) > 1
