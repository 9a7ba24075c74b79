-- The latest articles of a publisher.
-- parameters: source_key
with latest as (
    select article_id, article_key, headline, date_published, word_count, removed_share
    from articles
    where source_key = $1
    order by date_published desc nulls last, article_id
    limit 30
)
select
    latest.article_id,
    latest.headline,
    stand_ins.stand_in,
    latest.date_published,
    latest.word_count,
    latest.removed_share
from latest
left join mart.headline_stand_in as stand_ins on stand_ins.article_key = latest.article_key
order by latest.date_published desc nulls last, latest.article_id
