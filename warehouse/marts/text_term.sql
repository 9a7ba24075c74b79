-- One row is a word in the text of an article. Key: term_no, article_key.
-- Question: which articles have these words in their text? Sorted by the number of the word.
--
-- As words have their numbers in order (mart.text_word), all that begin so are one range of
-- numbers. A number and an article take less than two bytes.
create or replace table mart.text_term as
with numbered as (
    select words.word_key, text_word.term_no
    from mart.text_word
    inner join ops.words as words on words.word = text_word.term
    where text_word.term_no is not null
)
select numbered.term_no, links.article_key
from ops.article_words as links
inner join numbered on numbered.word_key = links.word_key
order by numbered.term_no, links.article_key desc;

comment on table mart.text_term is 'One word in the text of an article, however often it stands there.';
comment on column mart.text_term.term_no is 'The word (mart.text_word).';
comment on column mart.text_term.article_key is 'Article (articles).';
