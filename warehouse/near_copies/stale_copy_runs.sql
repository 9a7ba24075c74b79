-- Articles whose runs no longer hold: their text may be another, or they left their group.
select article_key from changed_articles
union
select article_key
from copy_order
where group_before is not null and near_copy_group_id is null
