-- Articles, newest first: what an exported page searches, and holds.
-- parameters: most
select
    articles.article_id,
    articles.headline,
    nullif(sources.source_name, 'Unknown') as source_name,
    articles.date_published
from articles
inner join sources on sources.source_key = articles.source_key
order by articles.date_published desc nulls last, articles.article_id
limit cast($1 as integer)
