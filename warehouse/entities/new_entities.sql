-- The rows of entities that affected entities shall have; one that no article names has none.
-- in: entity_members, chosen_names, article_names, articles; out: entities without entity_key
select
    members.entity_id,
    any_value(chosen_names.entity_name) as entity_name,
    min(names.entity_type) as entity_type,
    min(names.country_code) as country_code,
    min(articles.date_published) as first_seen,
    max(articles.date_published) as last_seen,
    cast(count(distinct names.article_key) as integer) as article_count
from article_names as names
inner join entity_members as members on members.local_entity_id = names.local_entity_id
inner join chosen_names on chosen_names.entity_id = members.entity_id
inner join articles on articles.article_key = names.article_key
group by members.entity_id
