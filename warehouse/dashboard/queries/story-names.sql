-- Who and what the newest articles name most, article by article.
with newest as (
    select article_id, article_key, headline
    from articles
    order by date_published desc nulls last, article_id
    limit 40
),
named as (
    select
        links.entity_key,
        newest.article_key,
        newest.article_id,
        newest.headline,
        links.mention_count
    from newest
    inner join article_entities as links on links.article_key = newest.article_key
),
most_named as (
    select entity_key, sum(mention_count) as mention_count
    from named
    group by entity_key
    order by count(*) desc, mention_count desc, entity_key
    limit 12
)
select
    entities.entity_id,
    entities.entity_name,
    entities.entity_type,
    named.article_id,
    named.headline,
    stand_ins.stand_in,
    named.mention_count
from most_named
inner join named on named.entity_key = most_named.entity_key
inner join entities on entities.entity_key = most_named.entity_key
left join mart.headline_stand_in as stand_ins on stand_ins.article_key = named.article_key
order by most_named.mention_count desc, entities.entity_name, named.mention_count desc
