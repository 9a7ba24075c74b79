-- Articles whose headline has words that begin with each word typed; newest first.
-- parameters: first, second = , third = , fourth =
with found as (
    select article_key, date_published
    from mart.headline_term
    where term >= $1 and term < $1 || chr(1114111)
        and ($2 = '' or article_key in (
            select article_key from mart.headline_term
            where term >= $2 and term < $2 || chr(1114111)
        ))
        and ($3 = '' or article_key in (
            select article_key from mart.headline_term
            where term >= $3 and term < $3 || chr(1114111)
        ))
        and ($4 = '' or article_key in (
            select article_key from mart.headline_term
            where term >= $4 and term < $4 || chr(1114111)
        ))
    group by article_key, date_published
    order by date_published desc nulls last, article_key desc
    limit 8
)
select
    articles.article_id,
    articles.headline,
    nullif(sources.source_name, 'Unknown') as source_name,
    found.date_published
from found
inner join articles on articles.article_key = found.article_key
inner join sources on sources.source_key = articles.source_key
order by found.date_published desc nulls last, found.article_key desc
