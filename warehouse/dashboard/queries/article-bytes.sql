-- Where an article came from: its bytes, its run.
-- parameters: article_id
select
    articles.document_id,
    documents.content_type,
    documents.encoding,
    documents.byte_count,
    documents.archive_file,
    documents.archive_offset,
    runs.run_key,
    runs.run_id,
    runs.started_at
from articles
inner join documents on documents.document_id = articles.document_id
left join ops.runs as runs on runs.run_key = articles.run_key
where articles.article_key = (
    select article_key from mart.article_lookup where article_id = $1
)
