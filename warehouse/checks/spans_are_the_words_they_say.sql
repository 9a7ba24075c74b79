-- severity: error
-- A mention, date or removed block does not stand in raw_text where its offsets say.
-- Only articles of the last run that changed any are read; the others were when they were loaded.
with texts as (
    select articles.article_id, articles.article_key, texts.raw_text, texts.clean_text
    from articles
    inner join article_texts as texts on texts.article_key = articles.article_key
    where articles.run_key = (select max(run_key) from articles)
),
spans as (
    select article_key, mention_text as words, raw_char_start, raw_char_end, char_start, char_end
    from mentions
    union all
    select article_key, date_text, raw_char_start, raw_char_end, char_start, char_end
    from date_mentions
    union all
    select article_key, block_text, char_start, char_end, null, null from removed_blocks
)
select texts.article_id, spans.words, spans.raw_char_start, spans.char_start
from texts
inner join spans on spans.article_key = texts.article_key
where substring(texts.raw_text, raw_char_start + 1, raw_char_end - raw_char_start) <> spans.words
    or substring(texts.clean_text, char_start + 1, char_end - char_start) <> spans.words
