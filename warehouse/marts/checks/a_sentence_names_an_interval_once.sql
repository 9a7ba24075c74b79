-- severity: error
-- One sentence counts twice for the same interval.
select article_key, raw_char_start, date_start, date_end, count(*) as event_count
from mart.event_day
group by article_key, raw_char_start, date_start, date_end
having count(*) > 1
