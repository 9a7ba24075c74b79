-- severity: error
-- A longer interval was given a day, or a day lost its own.
select date_mention_key, event_date, date_start, date_end
from mart.event_day
where event_date is distinct from case when date_start = date_end then date_start end
