-- The entities of affected articles, each with its weight (salience, 0 to 1): half for how often
-- it is named against the most named, 0.3 for a place in the headline, 0.2 for how early it comes.
-- in: affected_articles, article_names, articles, entity_merges (after), ops.surrogate_keys
with namings as (
    select
        names.article_key,
        coalesce(merges.merged_into_id, names.local_entity_id) as entity_id,
        sum(names.mention_count) as mention_count,
        sum(names.headline_count) > 0 as in_headline,
        min(names.first_char) as first_char
    from article_names as names
    left join entity_merges as merges on merges.entity_id = names.local_entity_id
    where names.article_key in (select article_key from affected_articles)
    group by all
)
select
    namings.article_key,
    keys.surrogate_key as entity_key,
    articles.date_published,
    articles.source_key,
    cast(namings.mention_count as integer) as mention_count,
    namings.in_headline,
    0.5e0 * namings.mention_count
        / max(namings.mention_count) over (partition by namings.article_key)
        + case when namings.in_headline then 0.3e0 else 0e0 end
        + 0.2e0 * (1 - least(namings.first_char / nullif(articles.raw_chars, 0), 1)) as salience
from namings
inner join articles on articles.article_key = namings.article_key
inner join ops.surrogate_keys as keys
    on keys.table_name = 'entities' and keys.natural_id = namings.entity_id
