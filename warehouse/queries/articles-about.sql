-- The articles that name an entity, newest first, and how much each is about it.
-- parameters: name
select
    article_id,
    date_published,
    headline,
    source_name,
    mention_count,
    in_headline,
    round(salience, 2) as salience
from articles_about($1)
order by date_published desc nulls last, article_key desc
