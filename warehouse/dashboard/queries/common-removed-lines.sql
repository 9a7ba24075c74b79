-- The lines stripped from most articles; of one reason, or of all.
-- parameters: reason
select
    text_hash, reason, line_text, rule_id, article_count, block_count, source_count, first_day,
    last_day,
    article_count / nullif((select article_count from mart.snapshot_summary), 0) as article_share
from mart.removed_line
where $1 = 'all' or reason = $1
order by article_count desc, block_count desc, text_hash
limit 40
