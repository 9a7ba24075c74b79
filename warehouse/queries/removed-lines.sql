-- Lines taken out most seldom first: a line removed only once is the likely mistake.
-- parameters: reason = %
select
    line_text as line,
    reason,
    rule_id,
    round(confidence, 2) as confidence,
    article_count,
    source_count
from mart.removed_line
where reason like $1
order by article_count, confidence, reason, line
limit 100
