-- What is said of an entity, in the order of the calendar; the latest first.
-- parameters: entity_id
with wanted as (
    select date_mention_key, article_key, date_start
    from mart.entity_event
    where entity_key = (select entity_key from entities where entity_id = $1) and named_in = 'sentence'
    order by date_start desc, date_mention_key
    limit 40
)
select
    events.date_start,
    events.date_end,
    events.precision,
    events.date_text,
    events.sentence,
    events.date_published,
    articles.article_id,
    articles.headline,
    stand_ins.stand_in
from wanted
inner join mart.event_day as events
    on events.date_mention_key = wanted.date_mention_key
    and events.date_start = wanted.date_start
inner join articles on articles.article_key = wanted.article_key
left join mart.headline_stand_in as stand_ins on stand_ins.article_key = articles.article_key
order by events.date_start desc, events.date_end desc, events.date_mention_key
