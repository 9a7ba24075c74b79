-- Articles week by week, by publisher, with the share of the text that was taken out.
select
    week_published,
    source_name,
    article_count,
    round(removed_char_count / nullif(raw_char_count, 0), 3) as removed_share
from mart.source_week
order by week_published desc nulls last, article_count desc, source_name
