-- The group of each affected article: the least article_id that pairs lead to; null when alone.
with recursive least (article_key, group_id) using key (article_key) as (
    select article_key, article_id
    from articles
    where article_key in (select article_key from affected_copies)
    union
    select pairs.other_key, min(least.group_id)
    from least
    inner join copy_pairs as pairs on pairs.article_key = least.article_key
    inner join recurring.least as known on known.article_key = pairs.other_key
    where least.group_id < known.group_id
    group by pairs.other_key
)
select
    article_key,
    case when count(*) over (partition by group_id) > 1 then group_id end as near_copy_group_id
from least
