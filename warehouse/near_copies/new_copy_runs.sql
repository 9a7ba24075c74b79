-- The runs of five words (all, in a shorter text) of members of moved groups that lack them.
-- Numbers are of MD5: they are kept, and those of hash() are another release's own.
with texts as (
    select article_key, {words} as words
    from article_texts as texts
    where article_key in (
        select article_key
        from copy_order
        where
            near_copy_group_id in (select near_copy_group_id from moved_groups)
            and article_key not in (select article_key from ops.copy_runs)
    )
)
select
    article_key,
    len(words) as word_count,
    array_to_string(
        list_transform(
            range(1, greatest(1, len(words) - 4) + 1),
            lambda first: md5_number_lower(array_to_string(words[first:first + 4], ' '))
        ),
        ' '
    ) as runs
from texts
where len(words) > 0
