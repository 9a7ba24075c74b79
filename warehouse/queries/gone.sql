-- Articles whose page is not found any more; their text is kept.
select
    states.address,
    states.gone_at,
    articles.date_published,
    articles.headline,
    articles.article_id
from ops.page_states as states
inner join articles on articles.article_id = states.article_id
where states.gone_at is not null
order by states.gone_at, states.address
