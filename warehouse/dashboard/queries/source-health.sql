-- Publishers: how much they brought, in what state, how long after publication.
select
    source_key,
    any_value(source_name) as source_name,
    cast(sum(article_count) as bigint) as article_count,
    cast(sum(word_count) as bigint) as word_count,
    sum(removed_char_count) / nullif(sum(raw_char_count), 0) as removed_share,
    sum(undated_count) / sum(article_count) as undated_share,
    sum(no_headline_count) / sum(article_count) as no_headline_share,
    sum(near_copy_count) / sum(article_count) as near_copy_share,
    sum(delay_day_count)
        / nullif(sum(article_count) filter (where date_published is not null), 0) as delay_days,
    max(date_published) as newest_day
from mart.source_day
group by source_key
order by article_count desc, source_key
limit 60
