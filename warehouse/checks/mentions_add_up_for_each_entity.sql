-- severity: error
-- The three counts of mentions of an entity differ: in mentions, by spelling, by article.
with counts as (
    select entity_key, count(*) as found, 0 as spelled, 0 as listed from mentions group by 1
    union all
    select entity_key, 0, sum(mention_count), 0 from entity_names group by 1
    union all
    select entity_key, 0, 0, sum(mention_count) from article_entities group by 1
)
select entity_key, sum(found) as found, sum(spelled) as spelled, sum(listed) as listed
from counts
group by entity_key
having sum(found) <> sum(spelled) or sum(found) <> sum(listed)
