-- Who is named in the same articles as an entity, most often first.
-- parameters: name
select entity_name, other_name, other_type, article_count
from co_mentioned($1)
order by article_count desc, other_name, other_entity_key, entity_key
limit 50
