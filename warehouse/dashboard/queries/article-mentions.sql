-- The names in an article, by their place in the text as received.
-- parameters: article_id
select
    mentions.raw_char_start,
    mentions.raw_char_end,
    mentions.mention_text,
    entities.entity_id,
    entities.entity_name,
    entities.entity_type
from mentions
inner join entities on entities.entity_key = mentions.entity_key
where mentions.article_key = (
    select article_key from mart.article_lookup where article_id = $1
)
order by mentions.raw_char_start
