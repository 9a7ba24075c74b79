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
    select
        wanted.word, wanted.term, words.term_no,
        words.term is not null and words.term_no is null as is_common
    from wanted
    left join mart.text_word as words on words.term = wanted.term
),
common as (
    select word from numbered where is_common
),
every_word as (
    select word from whole
    union
    select word from beginning
),
-- A bit for each word: to see whether an article has all of them takes half as long as to count.
needed as materialized (
    select word, cast(1 as hugeint) << cast(row_number() over (order by word) - 1 as integer) as bit
    from every_word
    where word not in (select word from common)
        or not exists (select word from every_word except select word from common)
),
chosen as materialized (
    select needed.bit, numbered.term, numbered.term_no
    from numbered
    inner join needed on needed.word = numbered.word
),
hits as (
    select chosen.bit, texts.article_key, false as in_headline
    from mart.text_term as texts
    inner join chosen on chosen.term_no = texts.term_no
    union all
    select chosen.bit, headlines.article_key, true
    from mart.headline_term as headlines
    inner join chosen on chosen.term = headlines.term
),
found as (
    select article_key, bool_or(in_headline) as in_headline
    from hits
    group by article_key
    having bit_or(bit) = (select sum(bit) from needed)
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
