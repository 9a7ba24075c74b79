-- Where an article came from: its bytes, its run.
-- parameters: article_id
with shown as (
    select articles.document_id, articles.run_key
    from articles
    where articles.article_key = (
        select article_key from mart.article_lookup where article_id = $1
    )
)
select
    documents.document_id,
    documents.content_type,
    documents.encoding,
    documents.byte_count,
    documents.archive_file,
    documents.archive_offset,
    runs.run_key,
    runs.run_id,
    runs.started_at
from shown
inner join documents on documents.document_id = shown.document_id
left join ops.runs as runs on runs.run_key = shown.run_key
