-- severity: error
-- The sentence of an event is not in raw_text where its offsets say, or its date is not in it.
select events.date_mention_key, events.date_text, events.sentence
from mart.event_day as events
left join article_texts as texts on texts.article_key = events.article_key
where substring(texts.raw_text, raw_char_start + 1, raw_char_end - raw_char_start)
    is distinct from events.sentence
    or not contains(events.sentence, events.date_text)
