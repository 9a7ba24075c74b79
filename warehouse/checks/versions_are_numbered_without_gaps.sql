-- severity: error
-- Versions of an article are not 1 to version_no, or the one in force is not the last.
select
    articles.article_id,
    articles.version_no,
    count(versions.version_no) as version_count,
    max(versions.version_no) as last_version
from articles
left join article_versions as versions on versions.article_id = articles.article_id
group by articles.article_id, articles.version_no
having count(distinct versions.version_no) <> articles.version_no
    or count(versions.version_no) <> articles.version_no
    or max(versions.version_no) <> articles.version_no
    or count(versions.version_no) filter (where versions.clean_text is null) <> 1
