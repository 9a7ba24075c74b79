-- One row is an entity and another that is named in the same articles, in both directions.
-- Key: entity_key, other_entity_key.
-- Question: who is named beside whom? Sorted by entity, most shared articles first.
--
-- Pairs grow with the square of the names, so three things bound them: an article that names more
-- than 100 entities is a list and makes no pair; only the 5,000 entities in most articles are
-- paired; and above 1,000 articles one shared article is no pair.
create or replace table mart.entity_pair as
with paired_articles as (
    select article_key
    from article_entities
    group by article_key
    having count(*) <= 100
),
paired_entities as (
    select entity_key
    from entities
    order by article_count desc, entity_id
    limit 5000
),
links as (
    select links.article_key, links.entity_key
    from article_entities as links
    inner join paired_articles on paired_articles.article_key = links.article_key
    inner join paired_entities on paired_entities.entity_key = links.entity_key
),
pairs as (
    select
        links.entity_key as one_key,
        others.entity_key as other_key,
        count(*) as article_count
    from links
    inner join links as others
        on others.article_key = links.article_key
        and others.entity_key > links.entity_key
    group by links.entity_key, others.entity_key
    having count(*) >= case when (select count(*) from articles) > 1000 then 2 else 1 end
)
select one_key as entity_key, article_count, other_key as other_entity_key from pairs
union all
select other_key, article_count, one_key from pairs
order by entity_key, article_count desc, other_entity_key;

comment on table mart.entity_pair is 'One entity and another that is named in the same articles; each pair stands twice, once for either.';
comment on column mart.entity_pair.entity_key is 'Entity (entities, mart.entity_summary); one of the 5,000 in most articles.';
comment on column mart.entity_pair.article_count is 'Articles that name both; at least 2 in a snapshot of more than 1,000 articles.';
comment on column mart.entity_pair.other_entity_key is 'The other entity.';
