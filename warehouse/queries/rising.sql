-- Who is in the news more than before: the last days of the snapshot against as many before them.
-- parameters: type = PERSON
select
    entity_name,
    article_count_30_days as last_30_days,
    article_count_30_days_before as the_30_before,
    article_count_90_days as last_90_days,
    article_count_90_days_before as the_90_before,
    article_count as ever
from mart.entity_summary
where entity_type = $1
    and article_count_90_days > 0
order by
    article_count_30_days - article_count_30_days_before desc,
    article_count_90_days - article_count_90_days_before desc,
    entity_name
limit 50
