-- The newest articles.
with newest as (
    select date_published, article_key
    from articles
    where date_published <= (select newest_day from mart.snapshot_summary)
    order by date_published desc, article_key desc
    limit 8
)
select
    articles.article_id,
    articles.headline,
    stand_ins.stand_in,
    nullif(sources.source_name, 'Unknown') as source_name,
    articles.date_published,
    articles.word_count
from newest
inner join articles on articles.article_key = newest.article_key
inner join sources on sources.source_key = articles.source_key
left join mart.headline_stand_in as stand_ins on stand_ins.article_key = newest.article_key
order by newest.date_published desc, newest.article_key desc
