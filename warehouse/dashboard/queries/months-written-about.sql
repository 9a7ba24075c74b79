-- Months that are written about, by the month of publication.
select event_month, published_month, reference_count, day_reference_count, article_count
from mart.event_month
order by event_month, published_month
