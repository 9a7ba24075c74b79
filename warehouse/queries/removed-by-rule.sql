-- What each rule took out: blocks, articles and characters.
select
    reason,
    rule_id,
    count(*) as block_count,
    count(distinct article_key) as article_count,
    cast(sum(char_end - char_start) as bigint) as char_count,
    min(block_text) as example
from removed_blocks
group by reason, rule_id
order by block_count desc, reason, rule_id
