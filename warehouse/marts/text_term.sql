-- One row is an occurrence of a word in a clean_text. Key: none; an article has a row each time.
-- Question: which articles have these words in their text? Sorted by the number of the word.
--
-- As words have their numbers in order (mart.text_word), all that begin so are one range of
-- numbers. A number and an article take less than two bytes.
create or replace table mart.text_term as
select words.term_no, tokens.article_key
from text_token as tokens -- which mart.text_word left
inner join mart.text_word as words on words.term = tokens.term
order by words.term_no, tokens.article_key desc;

drop table text_token;

comment on table mart.text_term is 'One occurrence of a word in the text of an article.';
comment on column mart.text_term.term_no is 'The word (mart.text_word).';
comment on column mart.text_term.article_key is 'Article (articles).';
