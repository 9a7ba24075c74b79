-- Articles that were changed after they were first seen, with each version.
select
    versions.article_id,
    versions.version_no,
    versions.seen_at,
    versions.modified_at,
    round(versions.changed_share, 3) as changed_share,
    versions.headline
from article_versions as versions
inner join articles on articles.article_id = versions.article_id
where articles.version_no > 1
order by versions.article_id, versions.version_no
