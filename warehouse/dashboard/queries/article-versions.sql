-- The versions of an article, newest first, each with its text.
-- parameters: article_id
select
    versions.version_no,
    versions.seen_at,
    versions.modified_at,
    versions.headline,
    versions.changed_share,
    coalesce(versions.clean_text, texts.clean_text) as clean_text
from article_versions as versions
inner join mart.article_lookup as lookup on lookup.article_id = versions.article_id
left join article_texts as texts on texts.article_key = lookup.article_key
where versions.article_id = $1
order by versions.version_no desc
