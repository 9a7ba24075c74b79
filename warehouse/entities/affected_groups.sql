-- Groups of names that may join each other, where a name of a touched article stands in one:
-- what is dominant in them may have changed.
-- in: touched_names (rows of the articles before and after the load), article_names
select distinct entity_type, join_key
from touched_names
where join_key is not null
union
select distinct entity_type, join_key
from article_names
where join_key is not null
    and local_entity_id in (select local_entity_id from touched_names)
