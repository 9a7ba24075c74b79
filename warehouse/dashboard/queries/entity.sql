-- One person, organisation or place, in numbers.
-- parameters: entity_id
select
    entity_id,
    entity_name,
    entity_type,
    country_code,
    article_count,
    mention_count,
    headline_count,
    source_count,
    name_count,
    first_seen,
    last_seen,
    article_count_90_days,
    article_count_90_days_before
from mart.entity_summary
where entity_id = $1
