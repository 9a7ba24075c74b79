-- One row is a day of publication, a publisher and a reason to strip. Key: all three.
-- Question: what is stripped, from whom, and did it change? Sorted by day.
--
-- Blocks of articles of which no day is known count in the row without a day. Articles may have
-- blocks of several reasons: sum blocks and characters over reasons, never articles.
create or replace table mart.removed_day as
select
    case
        when articles.date_published_precision = 'day' then articles.date_published
    end as date_published,
    articles.source_key,
    blocks.reason,
    count(*) as block_count,
    count(distinct blocks.article_key) as article_count,
    cast(sum(blocks.char_end - blocks.char_start) as bigint) as char_count
from removed_blocks as blocks
inner join articles on articles.article_key = blocks.article_key
group by 1, articles.source_key, blocks.reason
order by 1, articles.source_key, blocks.reason;

comment on table mart.removed_day is 'One day of publication, publisher and reason: what was stripped.';
comment on column mart.removed_day.date_published is 'Day of publication; null for articles of which no day is known.';
comment on column mart.removed_day.source_key is 'Publisher (sources).';
comment on column mart.removed_day.reason is 'Why it was taken out: copyright_notice, newsletter_signup, navigation, ...';
comment on column mart.removed_day.block_count is 'Blocks that were taken out.';
comment on column mart.removed_day.article_count is 'Articles they were taken out of.';
comment on column mart.removed_day.char_count is 'Their code points.';
