-- One article.
-- parameters: article_id
select
    articles.article_id,
    articles.headline,
    stand_ins.stand_in,
    articles.subheadline,
    articles.byline,
    articles.section,
    sources.source_key,
    nullif(sources.source_name, 'Unknown') as source_name,
    coalesce(articles.canonical_url, articles.url) as url,
    articles.file_name,
    articles.date_published,
    articles.date_published_precision,
    articles.date_published_method,
    articles.date_published_confidence,
    articles.date_modified,
    articles.article_form,
    articles.language_code,
    articles.is_paywalled,
    articles.word_count,
    articles.raw_chars,
    articles.clean_chars,
    articles.removed_share,
    articles.version_no,
    articles.wire_agency,
    articles.first_seen_at,
    articles.pipeline_version,
    articles.run_key
from articles
inner join sources on sources.source_key = articles.source_key
left join mart.headline_stand_in as stand_ins on stand_ins.article_key = articles.article_key
where articles.article_key = (
    select article_key from mart.article_lookup where article_id = $1
)
