-- One row is an article. Key: article_id.
-- Question: which article has this id, or an id that begins so? Sorted by the id.
create or replace table mart.article_lookup as
select
    articles.article_id,
    articles.article_key,
    articles.date_published,
    articles.source_key,
    sources.source_name,
    coalesce(articles.headline, stand_ins.stand_in) as title,
    articles.headline is not null as has_headline
from articles
inner join sources on sources.source_key = articles.source_key
left join mart.headline_stand_in as stand_ins on stand_ins.article_key = articles.article_key
order by articles.article_id;

comment on table mart.article_lookup is 'One article by its id.';
comment on column mart.article_lookup.article_id is 'Name of the article, the same after a rebuild.';
comment on column mart.article_lookup.article_key is 'Article (articles).';
comment on column mart.article_lookup.date_published is 'Day of publication; null when unknown.';
comment on column mart.article_lookup.source_key is 'Publisher (sources).';
comment on column mart.article_lookup.source_name is 'Its name.';
comment on column mart.article_lookup.title is 'Headline; without one its first words (mart.headline_stand_in).';
comment on column mart.article_lookup.has_headline is 'Whether the title is the headline.';
