-- Who is named in the same articles as an entity, found by any of its spellings; most often first.
-- mart.entity_pair has the answer for the entities in most articles; the others are in so few
-- that it can be counted.
create or replace macro co_mentioned(name) as table
with wanted as (
    select distinct entity_key from mart.name_lookup where folded_name = fold(name)
),
paired as (
    select entity_key, other_entity_key, article_count
    from mart.entity_pair
    where entity_key in (select entity_key from wanted)
),
unpaired_articles as (
    select entity_key, article_key
    from mart.entity_article
    where entity_key in (
        select entity_key from wanted
        except
        select entity_key from paired
    )
),
counted as (
    select
        unpaired_articles.entity_key,
        others.entity_key as other_entity_key,
        count(*) as article_count
    from unpaired_articles
    inner join article_entities as others
        on others.article_key = unpaired_articles.article_key
        and others.entity_key <> unpaired_articles.entity_key
    group by unpaired_articles.entity_key, others.entity_key
),
pairs as (
    select * from paired
    union all
    select * from counted
)
select
    entities.entity_name,
    others.entity_name as other_name,
    others.entity_type as other_type,
    pairs.article_count,
    pairs.entity_key,
    pairs.other_entity_key
from pairs
inner join entities on entities.entity_key = pairs.entity_key
inner join entities as others on others.entity_key = pairs.other_entity_key
order by pairs.article_count desc, others.entity_name, pairs.other_entity_key, pairs.entity_key;

comment on macro table co_mentioned is 'Who is named in the same articles as an entity, found by any of its spellings; most often first.';
