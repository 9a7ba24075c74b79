-- The latest articles that name an entity.
-- parameters: entity_id
with latest as (
    select article_key, date_published, source_key, mention_count, in_headline
    from mart.entity_article
    where entity_key = (select entity_key from entities where entity_id = $1)
    order by date_published desc nulls last, article_key desc
    limit 20
)
select
    articles.article_id,
    articles.headline,
    stand_ins.stand_in,
    nullif(sources.source_name, 'Unknown') as source_name,
    latest.date_published,
    latest.mention_count,
    latest.in_headline
from latest
inner join articles on articles.article_key = latest.article_key
inner join sources on sources.source_key = latest.source_key
left join mart.headline_stand_in as stand_ins on stand_ins.article_key = latest.article_key
order by latest.date_published desc nulls last, latest.article_key desc
