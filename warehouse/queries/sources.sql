-- Each publisher: articles, first and last day, share taken out, articles without a day.
select
    sources.source_name,
    count(articles.article_key) as article_count,
    min(articles.date_published) as first_day,
    max(articles.date_published) as last_day,
    round(avg(articles.removed_share), 3) as removed_share,
    count(articles.article_key) filter (where articles.date_published is null) as undated_count
from sources
inner join articles on articles.source_key = sources.source_key
group by sources.source_name
order by article_count desc, sources.source_name
