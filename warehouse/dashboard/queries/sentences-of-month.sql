-- What is said of a month: its dated sentences, in the order of the calendar.
-- parameters: month
with wanted as (
    select date_mention_key, date_start
    from mart.event_day
    where date_start >= cast($1 as date)
        and date_start < cast($1 as date) + interval 1 month
        and date_end < cast($1 as date) + interval 1 month
    order by date_start, date_end, date_published, date_mention_key
    limit 300
)
select
    events.event_date,
    events.date_start,
    events.date_end,
    events.precision,
    events.date_text,
    events.sentence,
    events.entity_names,
    events.date_published,
    articles.article_id,
    articles.headline,
    stand_ins.stand_in,
    nullif(sources.source_name, 'Unknown') as source_name
from wanted
inner join mart.event_day as events
    on events.date_mention_key = wanted.date_mention_key
    and events.date_start = wanted.date_start
inner join articles on articles.article_key = events.article_key
inner join sources on sources.source_key = events.source_key
left join mart.headline_stand_in as stand_ins on stand_ins.article_key = articles.article_key
order by events.date_start, events.date_end, events.date_published, events.date_mention_key
