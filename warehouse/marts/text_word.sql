-- One row is a word of the texts. Key: term.
-- Question: which words begin so, and which number do they have in mart.text_term? Sorted by word.
--
-- In a snapshot of more than 1,000 articles a word that one article in ten has is common: it has no
-- number, as it narrows no search, and such words are more than half of every text. One article in
-- a hundred is asked for them.
--
-- Texts are cut at spaces, and only the distinct pieces of that into words: half of the time. A
-- piece has a number, which is repeated beside each of its words: a piece may be a megabyte long.
create or replace temp table text_common as
with sample as (
    select article_key, unnest(list_distinct(words_of(clean_text))) as term
    from article_texts
    where article_key % 100 = 0
)
select term
from sample
group by term
having (select count(*) from articles) > 1000
    and count(*) > (select count(distinct article_key) from sample) / 10;

create or replace temp table text_token as
with tokens as (
    select
        article_key,
        unnest(string_split(replace(fold(clean_text), chr(10), ' '), ' ')) as token
    from article_texts
)
select article_key, token
from tokens
where token not in (select term from text_common);

create or replace temp table text_piece as
with counted as (
    select token, count(*) as token_count
    from text_token
    group by token
)
select token, token_count, row_number() over () as piece_no
from counted;

create or replace temp table text_piece_term as
with cut as (
    select piece_no, token_count, unnest(words_of(token)) as term
    from text_piece
)
select piece_no, token_count, term
from cut
where term not in (select term from text_common);

create or replace table mart.text_word as
with counted as (
    select term, cast(sum(token_count) as bigint) as occurrence_count
    from text_piece_term
    group by term
)
select
    term,
    cast(row_number() over (order by term) as integer) as term_no,
    occurrence_count
from counted
union all
select term, null, null
from text_common
order by term;

drop table text_common;

comment on table mart.text_word is 'One word of the texts, and its number in mart.text_term.';
comment on column mart.text_word.term is 'The word in small letters, without accents.';
comment on column mart.text_word.term_no is 'Its number in the order of the words, in this snapshot only; null for a word that one article in ten has, which is not in mart.text_term.';
comment on column mart.text_word.occurrence_count is 'How often it stands in the clean texts; null for a word that one article in ten has.';
