-- What was taken out of an article, in its order. The first digits of its id are enough.
create or replace macro removed_in(id) as table
select
    lookup.article_id,
    blocks.char_start,
    blocks.char_end,
    blocks.block_text,
    blocks.reason,
    blocks.rule_id,
    blocks.confidence,
    blocks.harvested
from mart.article_lookup as lookup
inner join removed_blocks as blocks on blocks.article_key = lookup.article_key
where lookup.article_id >= id and lookup.article_id < id || 'g' -- ids are hexadecimal
order by lookup.article_id, blocks.char_start;

comment on macro table removed_in is 'What was taken out of an article, in its order; the first digits of its id are enough.';
