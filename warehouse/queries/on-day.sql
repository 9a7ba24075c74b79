-- What is said of a day, such as 2025-06-12: each sentence, and who is in it.
-- parameters: day
-- What is said of a month or a year that holds the day is not said of the day.
select
    events.date_text,
    articles.headline,
    events.sentence,
    events.entity_names,
    sources.source_name,
    events.date_published,
    articles.article_id
from mart.event_day as events
inner join articles on articles.article_key = events.article_key
inner join sources on sources.source_key = events.source_key
where events.event_date = cast($1 as date)
order by events.date_published, articles.article_id, events.raw_char_start
