-- severity: error
-- An article without a headline is not in headline_stand_in once, or one with a headline is.
select articles.article_key, count(stand_ins.article_key) as row_count
from articles
left join mart.headline_stand_in as stand_ins on stand_ins.article_key = articles.article_key
group by articles.article_key, articles.headline
having count(stand_ins.article_key) <> cast(articles.headline is null as integer)
