-- The dates in an article: as written, as resolved, counted from which day and by which rule.
-- parameters: article_id
select
    raw_char_start,
    raw_char_end,
    date_text,
    timex_type,
    timex_value,
    date_start,
    date_end,
    precision,
    anchor_date,
    anchor_kind,
    rule_id,
    confidence
from date_mentions
where article_key = (
    select article_key from mart.article_lookup where article_id = $1
)
order by raw_char_start
