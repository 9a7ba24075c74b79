-- One row is an occurrence of a word in a clean_text. Key: none; an article has a row each time.
-- Question: which articles have these words in their text? Sorted by the number of the word.
--
-- As words have their numbers in order (mart.text_word), all that begin so are one range of
-- numbers. A number and an article take less than two bytes.
-- The pieces of texts and the words in them are temporary tables that mart.text_word left.
create or replace table mart.text_term as
with numbered as (
    select pieces.piece_no, words.term_no
    from text_piece_term as pieces
    inner join mart.text_word as words on words.term = pieces.term
)
select numbered.term_no, tokens.article_key
from text_token as tokens
inner join text_piece as pieces on pieces.token = tokens.token
inner join numbered on numbered.piece_no = pieces.piece_no
order by numbered.term_no, tokens.article_key desc;

drop table text_token;
drop table text_piece;
drop table text_piece_term;

comment on table mart.text_term is 'One occurrence of a word in the text of an article.';
comment on column mart.text_term.term_no is 'The word (mart.text_word).';
comment on column mart.text_term.article_key is 'Article (articles).';
