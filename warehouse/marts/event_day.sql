-- One row is one dated sentence: a sentence (or a headline, standfirst or caption) and one interval
-- of the calendar that it names. Key: date_mention_key.
-- Question: what is said of a day, by whom, and who is in it? Sorted by the calendar.
--
-- An interval longer than a day is no day: a sentence about a month, a year or a weekend keeps its
-- interval and has no event_date, so nothing that counts days ever counts it on the first of them.
-- What counts: every expression that stands on the calendar, as likely right as not. Durations and
-- sets (for three hours, every Monday) stand on no day; "the past four months" does, from its first
-- day to its last. An interval that a sentence names twice counts once. The day of publication,
-- printed as such (a stamp, or the dateline of a wire story), is no event and does not count.
create or replace table mart.event_day as
with readings as (
    select
        dates.date_mention_key,
        dates.article_key,
        dates.sentence_no,
        dates.char_start,
        dates.raw_char_start,
        dates.raw_char_end,
        dates.date_start,
        dates.date_end,
        dates.precision,
        dates.date_text,
        dates.zone,
        dates.confidence,
        articles.date_published
    from date_mentions as dates
    inner join articles on articles.article_key = dates.article_key
    where dates.date_start is not null
        and dates.timex_type <> 'SET'
        and dates.confidence >= 0.5
),
-- A headline, standfirst or caption is no part of clean_text: its block is the sentence.
outside_clean_text as (
    select readings.date_mention_key, blocks.char_start, blocks.char_end
    from readings
    inner join article_blocks as blocks
        on blocks.article_key = readings.article_key
        and blocks.char_start <= readings.raw_char_start
        and blocks.char_end >= readings.raw_char_end
    where readings.sentence_no is null
),
-- The place of the sentence in raw_text. A sentence never leaves its block, which is one slice of
-- raw_text, so what lies before the date in clean_text lies before it there too.
placed as (
    select
        readings.*,
        coalesce(
            readings.raw_char_start - (readings.char_start - sentences.char_start),
            outside_clean_text.char_start
        ) as passage_start,
        coalesce(
            readings.raw_char_start + (sentences.char_end - readings.char_start),
            outside_clean_text.char_end
        ) as passage_end,
        coalesce(sentences.char_start = 0, false) as opens_the_text
    from readings
    left join sentences
        on sentences.article_key = readings.article_key
        and sentences.sentence_no = readings.sentence_no
    left join outside_clean_text
        on outside_clean_text.date_mention_key = readings.date_mention_key
),
-- Of texts nothing but the sentences is taken along.
worded as (
    select
        placed.date_mention_key,
        substring(
            texts.raw_text, placed.passage_start + 1, placed.passage_end - placed.passage_start
        ) as sentence
    from placed
    inner join article_texts as texts on texts.article_key = placed.article_key
),
of_publication_day as (
    select
        placed.date_mention_key,
        placed.article_key,
        placed.opens_the_text,
        worded.sentence,
        left(worded.sentence, placed.raw_char_start - placed.passage_start) as before,
        substring(worded.sentence, placed.raw_char_end - placed.passage_start + 1) as after
    from placed
    inner join worded on worded.date_mention_key = placed.date_mention_key
    where placed.date_start = placed.date_published and placed.date_end = placed.date_published
),
-- The day of publication, printed as such.
imprints as (
    -- A stamp that was kept as text: nothing stands beside it.
    select sentences.date_mention_key
    from of_publication_day as sentences
    inner join date_candidates as stamps on stamps.article_key = sentences.article_key
    where stamps.origin in ('date_header', 'published_stamp', 'byline')
        and contains(stamps.evidence_text, sentences.sentence)
    union all
    -- A dateline: "OLDMERE, June 5 (Valley Wire) - The river rose."
    select date_mention_key
    from of_publication_day
    where opens_the_text
        and regexp_matches(before, '^[^.!?]{1,40}, ?$')
        and regexp_matches(after, '^ ?(\([^)]{1,40}\))? ?[-–—] ')
),
first_readings as (
    select min(date_mention_key) as date_mention_key, max(confidence) as confidence
    from placed
    where date_mention_key not in (select date_mention_key from imprints)
    group by article_key, passage_start, passage_end, date_start, date_end
),
dated_sentences as (
    select placed.* replace (first_readings.confidence as confidence)
    from first_readings
    inner join placed on placed.date_mention_key = first_readings.date_mention_key
),
named as (
    select
        dated_sentences.date_mention_key,
        mentions.entity_key,
        min(mentions.raw_char_start) as first_char
    from dated_sentences
    inner join mentions
        on mentions.article_key = dated_sentences.article_key
        and mentions.raw_char_start >= dated_sentences.passage_start
        and mentions.raw_char_end <= dated_sentences.passage_end
    group by dated_sentences.date_mention_key, mentions.entity_key
),
-- Sorted as a list: an aggregate with an order of its own takes ten times as long.
name_lists as (
    select
        named.date_mention_key,
        array_to_string(
            list_transform(
                list_sort(
                    list(
                        {
                            'first_char': named.first_char,
                            'entity_id': entities.entity_id,
                            'entity_name': entities.entity_name
                        }
                    )
                ),
                lambda found: found.entity_name
            ),
            '; '
        ) as entity_names,
        cast(count(*) as integer) as entity_count
    from named
    inner join entities on entities.entity_key = named.entity_key
    group by named.date_mention_key
),
days_of_articles as (
    select
        article_key,
        article_id,
        source_key,
        date_published,
        case
            when date_published_precision <> 'year'
                then cast(date_trunc('month', date_published) as date)
        end as published_month
    from articles
)
select
    case when events.date_start = events.date_end then events.date_start end as event_date,
    events.date_start,
    events.date_end,
    events.precision,
    events.date_text,
    worded.sentence,
    name_lists.entity_names,
    coalesce(name_lists.entity_count, 0) as entity_count,
    events.zone,
    articles.date_published,
    articles.published_month,
    articles.source_key,
    events.article_key,
    events.passage_start as raw_char_start,
    events.passage_end as raw_char_end,
    events.confidence,
    events.date_mention_key
from dated_sentences as events
inner join worded on worded.date_mention_key = events.date_mention_key
inner join days_of_articles as articles on articles.article_key = events.article_key
left join name_lists on name_lists.date_mention_key = events.date_mention_key
order by
    events.date_start,
    events.date_end,
    articles.published_month,
    articles.article_id,
    events.passage_start;

comment on table mart.event_day is 'One dated sentence: a sentence and one interval of the calendar that it names.';
comment on column mart.event_day.event_date is 'The day it is about; null when the interval is longer, as a month or a year is no day.';
comment on column mart.event_day.date_start is 'First day of the interval.';
comment on column mart.event_day.date_end is 'Last day of the interval.';
comment on column mart.event_day.precision is 'What the words say: day, week, month, quarter, season, year, ...';
comment on column mart.event_day.date_text is 'The expression as written; the first, when the sentence names the interval twice.';
comment on column mart.event_day.sentence is 'The sentence, or the headline, standfirst or caption.';
comment on column mart.event_day.entity_names is 'Who and what is named in the sentence, in order, with "; " between; null when nobody is.';
comment on column mart.event_day.entity_count is 'How many they are.';
comment on column mart.event_day.zone is 'headline, subheadline, caption or body.';
comment on column mart.event_day.date_published is 'Day of publication of the article; null when unknown.';
comment on column mart.event_day.published_month is 'First day of the month of publication; null when no more than its year is known.';
comment on column mart.event_day.source_key is 'Publisher (sources).';
comment on column mart.event_day.article_key is 'Article (articles).';
comment on column mart.event_day.raw_char_start is 'First code point of the sentence in raw_text.';
comment on column mart.event_day.raw_char_end is 'One past its last code point in raw_text.';
comment on column mart.event_day.confidence is 'How sure the reading of the date is, 0 to 1; the best, when it is named twice.';
comment on column mart.event_day.date_mention_key is 'The expression (date_mentions); the key of this mart.';
