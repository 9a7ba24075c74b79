-- What is said of an entity, in the order of the calendar: each date with its sentence.
-- parameters: name
-- A sentence counts that names the entity; in an article whose headline names it, also each that
-- tells of a day, as such a story says "the talks on Wednesday" of its hero. What it tells of a
-- month or a year is its background.
with wanted as (
    select distinct entity_key from entity_names where lower(name) = lower($1)
),
articles_about as (
    select article_key from article_entities
    where in_headline and entity_key in (select entity_key from wanted)
),
places as (
    select article_key, raw_char_start, raw_char_end from mentions
    where entity_key in (select entity_key from wanted)
),
naming as (
    select events.date_mention_key
    from mart.event_day as events
    inner join places
        on places.article_key = events.article_key
        and places.raw_char_start >= events.raw_char_start
        and places.raw_char_end <= events.raw_char_end
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
    case
        when events.date_mention_key in (select date_mention_key from naming) then 'sentence'
        else 'headline'
    end as named_in
from mart.event_day as events
inner join articles on articles.article_key = events.article_key
inner join sources on sources.source_key = events.source_key
where events.date_mention_key in (select date_mention_key from naming)
    or (
        events.event_date is not null
        and events.article_key in (select article_key from articles_about)
    )
order by
    events.date_start,
    events.date_end,
    events.date_published,
    articles.article_id,
    events.raw_char_start
