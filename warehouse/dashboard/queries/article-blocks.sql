-- The blocks of an article in order: what was kept as what, what was removed, why and by which rule.
-- parameters: article_id
select
    blocks.char_start,
    blocks.char_end,
    blocks.role,
    removed.reason,
    removed.rule_id,
    removed.confidence,
    removed.harvested
from article_blocks as blocks
left join removed_blocks as removed
    on removed.article_key = blocks.article_key
    and removed.removed_block_key = blocks.removed_block_key
where blocks.article_key = (
    select article_key from mart.article_lookup where article_id = $1
)
order by blocks.block_no
