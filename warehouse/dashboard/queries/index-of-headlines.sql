-- Articles, newest first: what an exported page searches, and holds.
-- parameters: most
select
    articles.article_id,
    articles.headline,
    stand_ins.stand_in,
    nullif(sources.source_name, 'Unknown') as source_name,
    articles.date_published
from articles
inner join sources on sources.source_key = articles.source_key
left join mart.headline_stand_in as stand_ins on stand_ins.article_key = articles.article_key
order by articles.date_published desc nulls last, articles.article_id
limit cast($1 as integer)
