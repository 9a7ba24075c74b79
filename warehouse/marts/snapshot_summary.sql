-- One row is the whole snapshot. Key: none, there is one row.
-- Question: how much is there, and which day is its today? Sorted by nothing.
--
-- Dashboards count "the last 90 days" from newest_day, never from the clock: a snapshot answers the
-- same whenever it is asked. An article that claims a day after it was seen does not move it.
create or replace table mart.snapshot_summary as
with articles_counted as (
    select
        count(*) as article_count,
        count(date_published) as dated_count,
        count(distinct source_key) as source_count,
        (select count(*) from near_copies where not is_first_seen) as near_copy_count,
        min(date_published) as first_day,
        coalesce(
            max(date_published) filter (
                where date_published <= cast(first_seen_at as date) + 1
            ),
            max(date_published)
        ) as newest_day,
        coalesce(cast(sum(word_count) as bigint), 0) as word_count,
        coalesce(cast(sum(raw_chars) as bigint), 0) as raw_char_count
    from articles
),
removed_counted as (
    select
        count(*) as removed_block_count,
        coalesce(cast(sum(char_end - char_start) as bigint), 0) as removed_char_count
    from removed_blocks
)
select
    articles_counted.*,
    removed_counted.*,
    (select count(*) from entities) as entity_count,
    (select count(*) from mentions) as mention_count,
    (select count(*) from date_mentions) as date_mention_count
from articles_counted
cross join removed_counted;

comment on table mart.snapshot_summary is 'One row: how much there is in the snapshot, and which day is its today.';
comment on column mart.snapshot_summary.article_count is 'Articles.';
comment on column mart.snapshot_summary.dated_count is 'Those of them whose publication day, month or year is known.';
comment on column mart.snapshot_summary.source_count is 'Publishers of articles; unknown counts as one.';
comment on column mart.snapshot_summary.near_copy_count is 'Articles whose text another article printed first, in the main.';
comment on column mart.snapshot_summary.first_day is 'The oldest day of publication.';
comment on column mart.snapshot_summary.newest_day is 'The newest day of publication: the today of this snapshot. A day after the article was seen does not count.';
comment on column mart.snapshot_summary.word_count is 'Words of all clean texts.';
comment on column mart.snapshot_summary.raw_char_count is 'Code points of all raw texts.';
comment on column mart.snapshot_summary.removed_block_count is 'Blocks that were taken out.';
comment on column mart.snapshot_summary.removed_char_count is 'Code points of raw_text that were taken out.';
comment on column mart.snapshot_summary.entity_count is 'Entities.';
comment on column mart.snapshot_summary.mention_count is 'Mentions of them.';
comment on column mart.snapshot_summary.date_mention_count is 'Expressions of time.';
