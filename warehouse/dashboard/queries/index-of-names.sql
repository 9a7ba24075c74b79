-- Names by the number of articles that name them: what an exported page searches, and holds.
-- parameters: most
select entity_id, entity_name, entity_type, article_count
from mart.entity_summary
order by article_count desc, entity_id
limit cast($1 as integer)
