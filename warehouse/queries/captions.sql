-- Pictures by a photographer or agency, with their captions.
-- parameters: credit = %
select
    articles.article_id,
    captions.position,
    captions.caption_text,
    captions.photographer,
    captions.agency
from captions
inner join articles on articles.article_key = captions.article_key
where coalesce(captions.credit_text, '') ilike '%' || $1 || '%'
order by articles.article_id, captions.position
