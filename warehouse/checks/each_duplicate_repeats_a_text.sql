-- severity: error
-- Articles that are said to repeat another whose text is not the same, or that repeats one itself.
select articles.article_id, articles.duplicate_of_id
from articles
left join articles as original on original.article_id = articles.duplicate_of_id
where
    articles.duplicate_of_id is not null
    and (
        original.body_hash is distinct from articles.body_hash
        or original.duplicate_of_id is not null
        or original.near_copy_group_id is distinct from articles.near_copy_group_id
    )
