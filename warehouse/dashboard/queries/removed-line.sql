-- One stripped line: why, by which rule, how often.
-- parameters: text_hash
select
    text_hash, reason, line_text, rule_id, article_count, block_count, source_count, first_day,
    last_day, confidence
from mart.removed_line
where text_hash = $1
order by article_count desc, reason
