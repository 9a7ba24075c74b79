-- Groups whose rows in near_copies this load may change: of changed articles, and of those that
-- came to a group or left it.
select near_copy_group_id
from copy_order
where
    near_copy_group_id is not null
    and (
        near_copy_group_id is distinct from group_before
        or article_key in (select article_key from changed_articles)
    )
union
select group_before
from copy_order
where group_before is not null and group_before is distinct from near_copy_group_id
