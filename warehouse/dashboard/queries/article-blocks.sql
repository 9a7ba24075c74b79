-- The blocks of an article in order: what was kept as what, what was removed, why and by which rule.
-- parameters: article_id
with shown as (
    select article_key from mart.article_lookup where article_id = $1
),
-- Joined for itself: in a left join all removed blocks of the warehouse would be read.
removed as (
    select removed_blocks.*
    from shown
    inner join removed_blocks on removed_blocks.article_key = shown.article_key
)
select
    blocks.char_start,
    blocks.char_end,
    blocks.role,
    removed.reason,
    removed.rule_id,
    removed.confidence,
    removed.harvested
from shown
inner join article_blocks as blocks on blocks.article_key = shown.article_key
left join removed on removed.removed_block_key = blocks.removed_block_key
order by blocks.block_no
