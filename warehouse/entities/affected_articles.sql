-- Articles whose list of entities may have changed: touched ones, and those that use a moved name.
-- in: touched_article_keys, moved_ids, article_names
select article_key
from touched_article_keys
union
select article_key
from article_names
where local_entity_id in (select local_entity_id from moved_ids)
