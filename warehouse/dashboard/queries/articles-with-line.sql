-- The articles from which a line was stripped, newest first.
-- parameters: text_hash
with found as (
    select distinct article_key from removed_blocks where text_hash = $1
),
newest as (
    select articles.article_key
    from found
    inner join articles on articles.article_key = found.article_key
    order by articles.date_published desc nulls last, articles.article_key desc
    limit 60
)
select
    articles.article_id,
    articles.headline,
    stand_ins.stand_in,
    nullif(sources.source_name, 'Unknown') as source_name,
    articles.date_published
from newest
inner join articles on articles.article_key = newest.article_key
inner join sources on sources.source_key = articles.source_key
left join mart.headline_stand_in as stand_ins on stand_ins.article_key = articles.article_key
order by articles.date_published desc nulls last, articles.article_key desc
