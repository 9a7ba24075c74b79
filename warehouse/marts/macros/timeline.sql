-- What is said of an entity, found by any of its spellings, in the order of the calendar.
create or replace macro timeline(name) as table
with wanted as (
    select date_mention_key, min(named_in) as named_in
    from mart.entity_event
    where entity_key in (
        select entity_key from mart.name_lookup where folded_name = fold(name)
    )
    group by date_mention_key
)
select
    events.date_start,
    events.date_end,
    events.precision,
    events.date_text,
    articles.headline,
    events.sentence,
    sources.source_name,
    events.date_published,
    articles.article_id,
    wanted.named_in
from wanted
inner join mart.event_day as events on events.date_mention_key = wanted.date_mention_key
inner join articles on articles.article_key = events.article_key
inner join sources on sources.source_key = events.source_key
order by
    events.date_start,
    events.date_end,
    events.date_published,
    articles.article_id,
    events.raw_char_start;

comment on macro table timeline is 'What is said of an entity, found by any of its spellings, in the order of the calendar.';
