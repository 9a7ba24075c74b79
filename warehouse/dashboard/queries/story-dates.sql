-- The dates that the newest articles speak of.
with newest as (
    select article_id, article_key
    from articles
    order by date_published desc nulls last, article_id
    limit 40
)
select
    newest.article_id,
    events.date_start,
    events.date_end,
    events.precision,
    events.date_text
from newest
inner join mart.event_day as events on events.article_key = newest.article_key
order by newest.article_id, events.date_start, events.date_end
