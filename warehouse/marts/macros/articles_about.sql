-- The articles that name an entity, found by any of its spellings; newest first.
create or replace macro articles_about(name) as table
with named as (
    select
        article_key,
        sum(mention_count) as mention_count,
        bool_or(in_headline) as in_headline,
        max(salience) as salience
    from mart.entity_article
    where entity_key in (
        select entity_key from mart.name_lookup where folded_name = fold(name)
    )
    group by article_key
)
select
    articles.article_id,
    articles.headline,
    articles.date_published,
    sources.source_name,
    cast(named.mention_count as bigint) as mention_count,
    named.in_headline,
    named.salience,
    named.article_key
from named
inner join articles on articles.article_key = named.article_key
inner join sources on sources.source_key = articles.source_key
order by articles.date_published desc nulls last, articles.article_key desc;

comment on macro table articles_about is 'The articles that name an entity, found by any of its spellings; newest first.';
