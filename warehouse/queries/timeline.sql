-- What is said of an entity, in the order of the calendar: each date with its sentence.
-- parameters: name
with wanted as (
    select distinct entity_key from entity_names where lower(name) = lower($1)
)
select distinct
    dates.date_start,
    dates.date_end,
    dates.date_text,
    substring(
        texts.clean_text,
        sentences.char_start + 1,
        sentences.char_end - sentences.char_start
    ) as sentence,
    articles.date_published,
    articles.article_id
from date_mentions as dates
inner join article_entities as namings on namings.article_key = dates.article_key
inner join articles on articles.article_key = dates.article_key
inner join article_texts as texts on texts.article_key = dates.article_key
left join sentences
    on sentences.article_key = dates.article_key and sentences.sentence_no = dates.sentence_no
where namings.entity_key in (select entity_key from wanted) and dates.date_start is not null
order by dates.date_start, dates.date_end, articles.article_id, dates.date_text
