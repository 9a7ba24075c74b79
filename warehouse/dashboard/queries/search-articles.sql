-- Articles whose headline or text has what was typed, the last word perhaps not to its end; those
-- with it in the headline first, then the newest.
-- parameters: text
with found as (
    select *
    from search($1 || '*')
    order by in_headline desc, date_published desc nulls last, article_key desc
    limit 8
)
select
    found.article_id,
    found.headline,
    stand_ins.stand_in,
    found.source_name,
    found.date_published,
    found.in_headline
from found
left join mart.headline_stand_in as stand_ins on stand_ins.article_key = found.article_key
order by found.in_headline desc, found.date_published desc nulls last, found.article_key desc
