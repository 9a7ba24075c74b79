-- Affected articles of a group in the order of print, and the same text that was printed before.
-- A month or a year is no day: such an article counts from the day it was first seen.
with printed as (
    select
        articles.article_key,
        articles.article_id,
        articles.near_copy_group_id as group_before,
        articles.duplicate_of_id as duplicate_before,
        groups.near_copy_group_id,
        articles.body_hash,
        articles.first_seen_at,
        coalesce(
            case when articles.date_published_precision = 'day' then articles.date_published end,
            cast(articles.first_seen_at as date)
        ) as day
    from copy_groups as groups
    inner join articles on articles.article_key = groups.article_key
)
select
    article_key,
    group_before,
    duplicate_before,
    near_copy_group_id,
    row_number() over (
        partition by near_copy_group_id order by day, first_seen_at, article_id
    ) as copy_no,
    first_value(article_id) over (
        partition by near_copy_group_id order by day, first_seen_at, article_id
    ) as first_article_id,
    case when near_copy_group_id is not null then nullif(
        first_value(article_id) over (
            partition by near_copy_group_id, body_hash order by day, first_seen_at, article_id
        ),
        article_id
    ) end as duplicate_of_id
from printed
