-- Articles that have all words of a query in headline or text, newest first. A `*` after the last
-- word finds all words that begin so: `from search('flood bar*')`.
-- A word that one article in ten has (mart.text_word) narrows nothing and is passed over; when there
-- is no other in the query, headlines alone are searched.
create or replace macro search(query) as table
with asked as materialized (
    select words_of(query) as words, ends_with(trim(query), '*') as is_begun
),
whole as materialized (
    select distinct unnest(case when is_begun then words[:-2] else words end) as word from asked
),
beginning as materialized (
    select words[-1] as word from asked where is_begun and words[-1] is not null
),
-- The beginning is a constant, so that only the part of each table that begins so is read.
begun as (
    select distinct term
    from (
        select term from mart.text_word
        union all
        select term from mart.headline_term
    )
    where prefix(term, case when ends_with(trim(query), '*') then words_of(query)[-1] end)
),
wanted as materialized (
    select word, word as term from whole
    union all
    select beginning.word, begun.term from beginning cross join begun
),
numbered as materialized (
    select wanted.word, wanted.term, words.term_no
    from wanted
    inner join mart.text_word as words on words.term = wanted.term
),
common as (
    select word from numbered where term_no is null
),
every_word as (
    select word from whole
    union
    select word from beginning
),
needed as materialized (
    select word
    from every_word
    where word not in (select word from common)
        or not exists (select word from every_word except select word from common)
),
hits as (
    select numbered.word, texts.article_key, false as in_headline
    from mart.text_term as texts
    inner join numbered on numbered.term_no = texts.term_no
    union all
    select wanted.word, headlines.article_key, true
    from mart.headline_term as headlines
    inner join wanted on wanted.term = headlines.term
),
found as (
    select article_key, bool_or(in_headline) as in_headline
    from hits
    where word in (select word from needed)
    group by article_key
    having count(distinct word) = (select count(*) from needed)
)
select
    articles.article_id,
    articles.date_published,
    articles.headline,
    sources.source_name,
    found.in_headline,
    articles.article_key
from found
inner join articles on articles.article_key = found.article_key
inner join sources on sources.source_key = articles.source_key
order by articles.date_published desc nulls last, articles.article_key desc;

comment on macro table search is 'Articles that have all words of a query in headline or text, newest first; a * after the last word finds all words that begin so.';
