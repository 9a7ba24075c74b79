-- What is to come: each day that a text named before it came, the farthest ahead first.
select
    events.event_date,
    events.event_date - events.date_published as days_ahead,
    events.date_text,
    events.sentence,
    events.entity_names,
    articles.article_id
from mart.event_day as events
inner join articles on articles.article_key = events.article_key
where events.event_date > events.date_published
order by days_ahead desc, events.event_date, events.date_mention_key
limit 100
