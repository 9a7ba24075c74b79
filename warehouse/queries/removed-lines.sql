-- Lines taken out most seldom first: a line removed only once is the likely mistake.
-- parameters: reason = %
select
    min(block_text) as line,
    reason,
    count(distinct article_key) as article_count,
    count(distinct source_key) as source_count
from removed_blocks
where reason like $1
group by text_hash, reason
order by article_count, reason, line
limit 100
