-- One row is an expression of time in a text, with its article. Key: date_mention_key.
-- Question: any question about which days are spoken of, without a join. Sorted by nothing, as it
-- is a view.
create or replace view mart.dates_wide as
select
    dates.date_text,
    dates.zone,
    dates.timex_type,
    dates.timex_value,
    dates.timex_mod,
    dates.date_start,
    dates.date_end,
    dates.precision,
    case
        when articles.date_published_precision = 'day'
            then cast(articles.date_published - dates.date_start as integer)
    end as days_event_to_published,
    articles.date_published,
    articles.article_id,
    articles.headline,
    sources.source_name,
    dates.anchor_date,
    dates.anchor_kind,
    dates.rule_id,
    dates.confidence,
    dates.char_start,
    dates.char_end,
    dates.raw_char_start,
    dates.raw_char_end,
    dates.sentence_no,
    articles.source_key,
    dates.article_key,
    dates.date_mention_key
from date_mentions as dates
left join articles on articles.article_key = dates.article_key
left join sources on sources.source_key = articles.source_key;

comment on view mart.dates_wide is 'One expression of time in a text with its article and publisher.';
comment on column mart.dates_wide.date_text is 'The expression as written.';
comment on column mart.dates_wide.zone is 'headline, subheadline, caption or body.';
comment on column mart.dates_wide.timex_type is 'DATE, TIME, DURATION or SET.';
comment on column mart.dates_wide.timex_value is 'TIMEX3 value.';
comment on column mart.dates_wide.timex_mod is 'TIMEX3 modifier, such as APPROX; null when there is none.';
comment on column mart.dates_wide.date_start is 'First day of the interval; null when it stands on no calendar.';
comment on column mart.dates_wide.date_end is 'Last day of the interval; null when it stands on no calendar.';
comment on column mart.dates_wide.precision is 'What the words say: day, week, month, quarter, season, year, ...';
comment on column mart.dates_wide.days_event_to_published is 'Days from date_start to the day of publication; below 0 when the text looks ahead; null when either is unknown.';
comment on column mart.dates_wide.date_published is 'Day of publication; null when unknown.';
comment on column mart.dates_wide.article_id is 'Name of the article, the same after a rebuild.';
comment on column mart.dates_wide.headline is 'Headline of the article; null when the page has none.';
comment on column mart.dates_wide.source_name is 'Publisher.';
comment on column mart.dates_wide.anchor_date is 'Day it was counted from; null when it needs none.';
comment on column mart.dates_wide.anchor_kind is 'Which day that is: of publication, or one the text told.';
comment on column mart.dates_wide.rule_id is 'Rule that read it.';
comment on column mart.dates_wide.confidence is 'How sure the reading is, 0 to 1.';
comment on column mart.dates_wide.char_start is 'First code point in clean_text; null outside of it.';
comment on column mart.dates_wide.char_end is 'One past the last code point in clean_text; null outside of it.';
comment on column mart.dates_wide.raw_char_start is 'First code point in raw_text.';
comment on column mart.dates_wide.raw_char_end is 'One past the last code point in raw_text.';
comment on column mart.dates_wide.sentence_no is 'Sentence of clean_text; null outside of it.';
comment on column mart.dates_wide.source_key is 'Publisher (sources).';
comment on column mart.dates_wide.article_key is 'Article (articles).';
comment on column mart.dates_wide.date_mention_key is 'Number of the expression (date_mentions).';
