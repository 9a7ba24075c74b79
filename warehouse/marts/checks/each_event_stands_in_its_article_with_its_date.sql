-- severity: error
-- The sentence of an event is not in raw_text where its offsets say, or its date is not in it.
-- Texts are read of the last run alone that changed any; of the others the length must be right.
with texts as (
    select article_key, raw_text
    from article_texts
    where article_key in (
        select article_key from articles where run_key = (select max(run_key) from articles)
    )
)
select events.date_mention_key, events.date_text, events.sentence
from mart.event_day as events
left join texts on texts.article_key = events.article_key
where length(events.sentence) is distinct from raw_char_end - raw_char_start
    or substring(texts.raw_text, raw_char_start + 1, raw_char_end - raw_char_start)
    <> events.sentence
    or not contains(events.sentence, events.date_text)
