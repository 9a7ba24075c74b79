-- Other articles with nearly the same text.
-- parameters: article_id
with wanted as (
    select articles.near_copy_group_id
    from mart.article_lookup as lookup
    inner join articles on articles.article_key = lookup.article_key
    where lookup.article_id = $1
)
select
    articles.article_id,
    articles.headline,
    nullif(sources.source_name, 'Unknown') as source_name,
    articles.date_published,
    articles.word_count
from articles
inner join sources on sources.source_key = articles.source_key
where articles.near_copy_group_id = (select near_copy_group_id from wanted)
    and articles.article_id <> $1
order by articles.date_published nulls last, articles.article_id
limit 50
