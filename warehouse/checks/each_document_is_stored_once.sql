-- severity: error
-- The same bytes stand twice in documents.
select document_id, count(*) as row_count
from documents
group by document_id
having count(*) > 1
