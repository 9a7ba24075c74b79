-- One row is a word of the texts. Key: term.
-- Question: which words begin so, and which number do they have in mart.text_term? Sorted by word.
--
-- In a snapshot of more than 1,000 articles a word that one article in ten has is common: it has no
-- number, as it narrows no search, and such words are half of every text.
create or replace table mart.text_word as
with counted as (
    select word_key, count(*) as article_count
    from ops.article_words
    group by word_key
),
judged as (
    select
        words.word as term,
        counted.article_count,
        counted.article_count > totals.article_count / 10 and totals.article_count > 1000
            as is_common
    from counted
    inner join ops.words as words on words.word_key = counted.word_key
    cross join (select count(*) as article_count from articles) as totals
)
select
    term,
    case
        when not is_common
            then cast(row_number() over (partition by is_common order by term) as integer)
    end as term_no,
    article_count
from judged
order by term;

comment on table mart.text_word is 'One word of the texts, and its number in mart.text_term.';
comment on column mart.text_word.term is 'The word in small letters, without accents.';
comment on column mart.text_word.term_no is 'Its number in the order of the words, in this snapshot only; null for a word that one article in ten has, which is not in mart.text_term.';
comment on column mart.text_word.article_count is 'Articles that have it in their clean text.';
