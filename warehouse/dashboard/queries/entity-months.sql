-- Articles per month that name an entity.
-- parameters: entity_id
select month_published, article_count, mention_count
from mart.entity_month
where entity_key = (select entity_key from entities where entity_id = $1)
order by month_published
