-- One row is an entity and a dated sentence about it. Key: entity_key, date_mention_key.
-- Question: what is said of an entity, in the order of the calendar? Sorted by entity, then day.
--
-- A sentence counts that names the entity. In an article whose headline names it, each sentence
-- counts that tells of a day, as such a story says "the talks on Wednesday" of its hero; what it
-- tells of a month or a year is its background.
create or replace table mart.entity_event as
with named_in_sentence as (
    select distinct mentions.entity_key, events.date_mention_key
    from mart.event_day as events
    inner join mentions
        on mentions.article_key = events.article_key
        and mentions.raw_char_start >= events.raw_char_start
        and mentions.raw_char_end <= events.raw_char_end
    where events.entity_count > 0
),
named_in_headline as (
    select links.entity_key, events.date_mention_key
    from mart.event_day as events
    inner join article_entities as links on links.article_key = events.article_key
    where links.in_headline and events.event_date is not null
),
named as (
    select
        coalesce(sentences.entity_key, headlines.entity_key) as entity_key,
        coalesce(sentences.date_mention_key, headlines.date_mention_key) as date_mention_key,
        case when sentences.entity_key is null then 'headline' else 'sentence' end as named_in
    from named_in_sentence as sentences
    full join named_in_headline as headlines
        on headlines.entity_key = sentences.entity_key
        and headlines.date_mention_key = sentences.date_mention_key
)
select
    named.entity_key,
    events.date_start,
    events.date_end,
    events.event_date,
    named.named_in,
    events.article_key,
    named.date_mention_key
from named
inner join mart.event_day as events on events.date_mention_key = named.date_mention_key
order by
    named.entity_key,
    events.date_start,
    events.date_end,
    events.article_key,
    events.raw_char_start;

comment on table mart.entity_event is 'One entity and a dated sentence about it; the sentence is in mart.event_day.';
comment on column mart.entity_event.entity_key is 'Entity (entities, mart.entity_summary).';
comment on column mart.entity_event.date_start is 'First day of the interval.';
comment on column mart.entity_event.date_end is 'Last day of the interval.';
comment on column mart.entity_event.event_date is 'The day it is about; null when the interval is longer.';
comment on column mart.entity_event.named_in is 'sentence when the sentence itself names the entity; headline when only the headline of its article does.';
comment on column mart.entity_event.article_key is 'Article (articles).';
comment on column mart.entity_event.date_mention_key is 'The dated sentence (mart.event_day).';
