-- One row is a month that is written about and a month of publication. Key: both.
-- Question: how far back, and how far ahead, do articles look? Sorted by the month of the events.
--
-- A dated sentence of mart.event_day counts here when its interval lies within one month: a day, a
-- week, a month. A quarter or a year belongs to no one month and counts in none, nor does a week
-- that begins in one month and ends in the next.
create or replace table mart.event_month as
select
    cast(date_trunc('month', date_start) as date) as event_month,
    published_month,
    count(*) as reference_count,
    count(event_date) as day_reference_count,
    count(distinct article_key) as article_count
from mart.event_day
where date_trunc('month', date_start) = date_trunc('month', date_end)
group by event_month, published_month
order by event_month, published_month;

comment on table mart.event_month is 'One month that is written about, by the month of publication.';
comment on column mart.event_month.event_month is 'First day of the month that the sentences are about.';
comment on column mart.event_month.published_month is 'First day of the month of publication; null when no more than its year is known.';
comment on column mart.event_month.reference_count is 'Dated sentences whose interval lies within the month.';
comment on column mart.event_month.day_reference_count is 'Those of them that name a day.';
comment on column mart.event_month.article_count is 'Articles they stand in.';
