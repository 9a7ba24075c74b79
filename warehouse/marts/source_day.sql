-- One row is a publisher and a day of publication. Key: source_key, date_published.
-- Question: how much did each publisher bring, how much of it was stripped, and where are gaps?
-- Sorted by publisher, then day.
--
-- An article of which only the month or the year is known stands on no day: it counts in the row
-- of its publisher without a day, beside those of which nothing is known. All counts may be summed.
create or replace table mart.source_day as
with removed as (
    select
        article_key,
        count(*) as block_count,
        sum(char_end - char_start) as char_count
    from removed_blocks
    group by article_key
),
counted as (
    select
        articles.source_key,
        case
            when articles.date_published_precision = 'day' then articles.date_published
        end as day_published,
        articles.*,
        coalesce(not near_copies.is_first_seen, false) as is_near_copy,
        coalesce(removed.block_count, 0) as block_count,
        coalesce(removed.char_count, 0) as removed_char_count
    from articles
    left join removed on removed.article_key = articles.article_key
    left join near_copies on near_copies.article_key = articles.article_key
)
select
    counted.source_key,
    any_value(sources.source_name) as source_name,
    counted.day_published as date_published,
    count(*) as article_count,
    count(*) filter (where counted.is_near_copy) as near_copy_count,
    count(*) filter (where counted.headline is null) as no_headline_count,
    count(*) filter (where counted.date_published is null) as undated_count,
    count(*) filter (where counted.is_paywalled) as paywalled_count,
    cast(sum(counted.word_count) as bigint) as word_count,
    cast(sum(counted.raw_chars) as bigint) as raw_char_count,
    cast(sum(counted.removed_char_count) as bigint) as removed_char_count,
    cast(sum(counted.block_count) as bigint) as removed_block_count,
    cast(
        sum(date_diff('day', counted.day_published, cast(counted.first_seen_at as date))) as bigint
    ) as delay_day_count,
    max(counted.first_seen_at) as last_seen_at
from counted
inner join sources on sources.source_key = counted.source_key
group by counted.source_key, counted.day_published
order by counted.source_key, counted.day_published;

comment on table mart.source_day is 'One publisher and day of publication: how much it brought, and in what state.';
comment on column mart.source_day.source_key is 'Publisher (sources).';
comment on column mart.source_day.source_name is 'Its name.';
comment on column mart.source_day.date_published is 'Day of publication; null for articles of which no day is known.';
comment on column mart.source_day.article_count is 'Articles of that day.';
comment on column mart.source_day.near_copy_count is 'Those of them whose text another article printed first, in the main.';
comment on column mart.source_day.no_headline_count is 'Those of them without a headline.';
comment on column mart.source_day.undated_count is 'Those of them of which not even the year is known; they are in the row without a day.';
comment on column mart.source_day.paywalled_count is 'Those of them of which only a teaser could be read.';
comment on column mart.source_day.word_count is 'Words of their clean_text.';
comment on column mart.source_day.raw_char_count is 'Code points of their raw_text.';
comment on column mart.source_day.removed_char_count is 'Code points of raw_text that were taken out; by raw_char_count it is the share.';
comment on column mart.source_day.removed_block_count is 'Blocks that were taken out.';
comment on column mart.source_day.delay_day_count is 'Days from publication to the first sight, summed over the articles; by article_count it is the mean.';
comment on column mart.source_day.last_seen_at is 'When the last of them was first seen (UTC).';
