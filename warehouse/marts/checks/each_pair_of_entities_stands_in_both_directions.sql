-- severity: error
-- A pair of entities stands once, twice in one direction, or with two counts; or it is no pair.
select
    least(entity_key, other_entity_key) as one_key,
    greatest(entity_key, other_entity_key) as other_key,
    count(*) as row_count
from mart.entity_pair
group by 1, 2
having count(*) <> 2
    or count(distinct entity_key) <> 2
    or min(article_count) <> max(article_count)
