-- One row is an entity and an article that names it. Key: entity_key, article_key.
-- Question: which are the latest articles about an entity? Sorted by entity, newest first.
--
-- Take the first few rows before you join: an entity may be in a hundred thousand articles.
create or replace table mart.entity_article as
select
    links.entity_key,
    articles.date_published,
    links.article_key,
    articles.date_published_precision,
    articles.source_key,
    links.mention_count,
    links.in_headline,
    links.salience
from article_entities as links
inner join articles on articles.article_key = links.article_key
order by links.entity_key, articles.date_published desc nulls last, links.article_key desc;

comment on table mart.entity_article is 'One entity in one article, by entity and newest first.';
comment on column mart.entity_article.entity_key is 'Entity (entities, mart.entity_summary).';
comment on column mart.entity_article.date_published is 'Day of publication; null when unknown.';
comment on column mart.entity_article.article_key is 'Article (articles).';
comment on column mart.entity_article.date_published_precision is 'day, month or year: what is known of date_published.';
comment on column mart.entity_article.source_key is 'Publisher (sources).';
comment on column mart.entity_article.mention_count is 'How often the article names it.';
comment on column mart.entity_article.in_headline is 'Whether its headline does.';
comment on column mart.entity_article.salience is 'How much the article is about it, 0 to 1.';
