-- The likely mistakes: lines stripped from one article alone, the least sure and longest first.
-- parameters: reason
select
    lines.text_hash, lines.reason, lines.line_text, lines.rule_id, lines.confidence,
    lines.last_day
from mart.removed_line as lines
where ($1 = 'all' or lines.reason = $1) and lines.article_count = 1
order by lines.confidence, length(lines.line_text) desc, lines.text_hash
limit 40
