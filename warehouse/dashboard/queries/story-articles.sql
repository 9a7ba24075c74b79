-- The newest articles, oldest first, each with what was kept of it.
with newest as (
    select *
    from articles
    order by date_published desc nulls last, article_id
    limit 40
)
select
    newest.article_id,
    newest.headline,
    stand_ins.stand_in,
    nullif(sources.source_name, 'Unknown') as source_name,
    newest.date_published,
    newest.date_published_precision,
    newest.date_published_method,
    newest.word_count,
    newest.removed_share
from newest
inner join sources on sources.source_key = newest.source_key
left join mart.headline_stand_in as stand_ins on stand_ins.article_key = newest.article_key
order by newest.date_published nulls last, newest.article_id
