-- One row is a week of publication and a publisher. Key: week_published, source_key.
-- Question: how many articles did each publisher bring, week by week? Sorted by the week.
--
-- Weeks begin on Monday. Articles without a day of publication count in the row without a week.
create or replace table mart.source_week as
select
    cast(date_trunc('week', date_published) as date) as week_published,
    source_key,
    any_value(source_name) as source_name,
    cast(sum(article_count) as bigint) as article_count,
    cast(sum(word_count) as bigint) as word_count,
    cast(sum(raw_char_count) as bigint) as raw_char_count,
    cast(sum(removed_char_count) as bigint) as removed_char_count
from mart.source_day
group by 1, source_key
order by 1, source_key;

comment on table mart.source_week is 'One week of publication and publisher: how much it brought.';
comment on column mart.source_week.week_published is 'Monday of the week of publication; null for articles of which no day is known.';
comment on column mart.source_week.source_key is 'Publisher (sources).';
comment on column mart.source_week.source_name is 'Its name.';
comment on column mart.source_week.article_count is 'Articles of that week.';
comment on column mart.source_week.word_count is 'Words of their clean_text.';
comment on column mart.source_week.raw_char_count is 'Code points of their raw_text.';
comment on column mart.source_week.removed_char_count is 'Code points of raw_text that were taken out.';
