-- Articles that have all words of a query in headline or text, newest first. A `*` after the last
-- word finds all words that begin so: `from search('flood bar*')`.
-- A word that one article in ten has (mart.text_word) narrows nothing and is passed over; when there
-- is no other in the query, headlines alone are searched.
create or replace macro search(query) as table
with whole as (
    select distinct unnest(
        case
            when ends_with(trim(query), '*') then words_of(query)[:-2]
            else words_of(query)
        end
    ) as term
),
beginning as (
    select words_of(query)[-1] as word
    where ends_with(trim(query), '*') and words_of(query)[-1] is not null
),
begun as (
    select term
    from mart.text_word
    where term >= words_of(query)[-1] and term < words_of(query)[-1] || chr(1114111)
    union
    select term
    from mart.headline_term
    where term >= words_of(query)[-1] and term < words_of(query)[-1] || chr(1114111)
),
asked as (
    select term as word, term from whole
    union all
    select beginning.word, begun.term from beginning cross join begun
),
numbered as (
    select asked.word, asked.term, words.term_no, words.term is not null and words.term_no is null as is_common
    from asked
    left join mart.text_word as words on words.term = asked.term
),
needed as (
    select word from (select term as word from whole union select word from beginning)
    where word not in (select word from numbered where is_common)
        or not exists (select 1 from numbered where not is_common)
),
hits as (
    select numbered.word, texts.article_key, false as in_headline
    from numbered
    inner join mart.text_term as texts on texts.term_no = numbered.term_no
    union all
    select numbered.word, headlines.article_key, true
    from numbered
    inner join mart.headline_term as headlines on headlines.term = numbered.term
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
