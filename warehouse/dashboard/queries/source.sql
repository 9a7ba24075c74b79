-- One publisher.
-- parameters: source_key
select
    sources.source_key, sources.source_id, sources.source_name, sources.domain,
    sources.country_code, sources.language_code,
    cast(sum(days.article_count) as bigint) as article_count,
    cast(sum(days.word_count) as bigint) as word_count,
    sum(days.removed_char_count) / nullif(sum(days.raw_char_count), 0) as removed_share,
    cast(sum(days.undated_count) as bigint) as undated_count,
    cast(sum(days.near_copy_count) as bigint) as near_copy_count,
    min(days.date_published) as first_day,
    max(days.date_published) as newest_day
from sources
inner join mart.source_day as days on days.source_key = sources.source_key
where sources.source_key = $1
group by all
