-- Articles whose group may change: all of a touched band, and the whole groups they were in.
with near as (
    select article_key from touched_members
    union
    select article_key from changed_articles
),
groups as (
    select near_copy_group_id
    from articles
    where
        near_copy_group_id is not null
        and article_key in (select article_key from near)
)
select article_key from near
union
select article_key
from articles
where near_copy_group_id in (select near_copy_group_id from groups)
