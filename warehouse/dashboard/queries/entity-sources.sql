-- Who writes about an entity.
-- parameters: entity_id
with counted as (
    select
        source_key,
        count(*) as article_count,
        cast(sum(mention_count) as bigint) as mention_count,
        max(date_published) as newest_day
    from mart.entity_article
    where entity_key = (select entity_key from entities where entity_id = $1)
    group by source_key
    order by article_count desc, source_key
    limit 12
)
select sources.source_key, sources.source_name, counted.* exclude (source_key)
from counted
inner join sources on sources.source_key = counted.source_key
order by counted.article_count desc, sources.source_name
