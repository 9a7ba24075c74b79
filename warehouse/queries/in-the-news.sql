-- Who and what is named most, by type of entity.
-- parameters: type = PERSON
select entity_name, article_count, first_seen, last_seen, country_code
from entities
where entity_type = $1
order by article_count desc, entity_name
limit 50
