-- severity: error
-- Groups with one article, two first ones, a name that is not the least article_id, or rows that differ from articles.
select
    coalesce(articles.near_copy_group_id, copies.near_copy_group_id) as near_copy_group_id,
    count(articles.near_copy_group_id) as article_count,
    count(copies.article_key) as copy_count,
    count(*) filter (where copies.is_first_seen) as first_count
from (select * from articles where near_copy_group_id is not null) as articles
full join near_copies as copies
    on copies.article_key = articles.article_key
    and copies.near_copy_group_id = articles.near_copy_group_id
group by 1
having
    count(articles.near_copy_group_id) < 2
    or count(articles.near_copy_group_id) <> count(*)
    or count(copies.article_key) <> count(*)
    or count(*) filter (where copies.is_first_seen) <> 1
    or max(copies.copy_no) <> count(*)
    or min(articles.article_id) <> coalesce(articles.near_copy_group_id, copies.near_copy_group_id)
