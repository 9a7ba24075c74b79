-- One row is an article without a headline. Key: article_key.
-- Question: what is it called in a list? Sorted by the article.
--
-- The first words of its text, as whole as eighty letters leave them; of an article without text the
-- name of the file, or the address.
create or replace table mart.headline_stand_in as
with openings as (
    select
        articles.article_key,
        articles.file_name,
        articles.url,
        trim(regexp_replace(left(ltrim(texts.clean_text), 160), '\s+', ' ', 'g')) as opening
    from articles
    left join article_texts as texts on texts.article_key = articles.article_key
    where articles.headline is null
)
select
    article_key,
    case
        when length(opening) > 80
            then coalesce(nullif(regexp_extract(opening, '^(.{1,79})\s', 1), ''), left(opening, 79))
                || ' …'
        else coalesce(nullif(opening, ''), file_name, url)
    end as stand_in
from openings
order by article_key;

comment on table mart.headline_stand_in is 'What an article without a headline is called in a list.';
comment on column mart.headline_stand_in.article_key is 'Article (articles).';
comment on column mart.headline_stand_in.stand_in is 'The first words of its text; without text the name of the file, or the address; null when it has none of them.';
