-- severity: error
-- The bytes or the publisher of an article are not on record.
select articles.article_id, articles.document_id, articles.source_key
from articles
left join documents on documents.document_id = articles.document_id
left join sources on sources.source_key = articles.source_key
where documents.document_id is null or sources.source_key is null
