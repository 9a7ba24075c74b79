-- The rows of near_copies of moved groups, with the share of words that others have too.
-- A word is shared when it stands in a run of five words (all, in a shorter text) that another
-- article has: single words and turns of speech are common to all texts.
with members as (
    select article_key, near_copy_group_id, copy_no, first_article_id
    from copy_order
    where near_copy_group_id in (select near_copy_group_id from moved_groups)
),
words as (
    select
        members.article_key,
        members.near_copy_group_id,
        members.copy_no,
        unnest(range(1, kept.word_count + 1)) as position,
        unnest(string_split(kept.runs, ' ')) as run
    from members
    inner join ops.copy_runs as kept on kept.article_key = members.article_key
),
known_runs as (
    select
        near_copy_group_id,
        run,
        min(article_key) <> max(article_key) as is_shared,
        min(copy_no) = 1 as is_in_first
    from words
    where run is not null
    group by near_copy_group_id, run
),
judged as (
    select
        words.article_key,
        coalesce(bool_or(known.is_shared) over around, false) as is_shared,
        coalesce(bool_or(known.is_in_first) over around, false) as is_in_first
    from words
    left join known_runs as known
        on known.near_copy_group_id = words.near_copy_group_id and known.run = words.run
    window around as (
        partition by words.article_key
        order by words.position
        rows between 4 preceding and current row
    )
)
select
    members.article_key,
    members.near_copy_group_id,
    members.copy_no,
    members.copy_no = 1 as is_first_seen,
    members.first_article_id,
    count(*) as word_count,
    count(*) filter (where judged.is_in_first) / count(*) as shared_share,
    count(*) filter (where not judged.is_shared) / count(*) as own_words_share
from members
inner join judged on judged.article_key = members.article_key
group by members.article_key, members.near_copy_group_id, members.copy_no, members.first_article_id
