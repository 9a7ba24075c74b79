-- severity: warn
-- Versions after the first without a row in version_changes, or rows of a version that is none.
select
    coalesce(versions.article_id, changes.article_id) as article_id,
    coalesce(versions.version_no, changes.version_no) as version_no
from (select article_id, version_no from article_versions where version_no > 1) as versions
full join (select distinct article_id, version_no from version_changes) as changes
    on changes.article_id = versions.article_id and changes.version_no = versions.version_no
where versions.article_id is null or changes.article_id is null
