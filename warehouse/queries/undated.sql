-- Articles whose publication day is unknown or was only inferred.
select
    article_id,
    coalesce(headline, file_name, url) as article,
    date_published,
    date_published_method,
    date_published_confidence
from articles
where date_published_method in ('none', 'inferred')
order by date_published_confidence nulls first, article_id
