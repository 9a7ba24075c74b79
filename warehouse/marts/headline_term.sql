-- One row is a word of a headline and the article. Key: term, article_key.
-- Question: which articles have these words in the headline? Sorted by word, newest first.
--
-- Words are folded as the macro `fold` does it: small letters, no accents. All words that begin
-- so: `term >= 'flood' and term < 'flood' || chr(1114111)`. Languages written without spaces give
-- one word a clause.
create or replace table mart.headline_term as
with words as (
    select
        unnest(list_distinct(words_of(headline))) as term,
        date_published,
        article_key
    from articles
    where headline is not null
)
select term, date_published, article_key
from words
order by term, date_published desc nulls last, article_key desc;

comment on table mart.headline_term is 'One word of a headline and the article.';
comment on column mart.headline_term.term is 'The word in small letters, without accents.';
comment on column mart.headline_term.date_published is 'Day of publication; null when unknown.';
comment on column mart.headline_term.article_key is 'Article (articles).';
