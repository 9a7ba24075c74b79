-- severity: error
-- A block was taken out without a row in removed_blocks, or a row there belongs to no block.
select
    coalesce(blocks.article_key, ledger.article_key) as article_key,
    blocks.block_no,
    ledger.removed_block_key
from (select * from article_blocks where removed_block_key is not null or role = 'removed') as blocks
full join removed_blocks as ledger
    on ledger.removed_block_key = blocks.removed_block_key
    and ledger.char_start = blocks.char_start
    and ledger.char_end = blocks.char_end
where ledger.removed_block_key is null or blocks.article_key is null
