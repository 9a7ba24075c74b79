-- The group of near copies that an article is in: who printed first, what is shared, what is own.
-- parameters: article_id
with wanted as (
    select copies.near_copy_group_id
    from mart.article_lookup as lookup
    inner join near_copies as copies on copies.article_key = lookup.article_key
    where lookup.article_id = $1
)
select
    articles.article_id,
    articles.headline,
    stand_ins.stand_in,
    nullif(sources.source_name, 'Unknown') as source_name,
    articles.date_published,
    copies.copy_no,
    copies.shared_share,
    copies.own_words_share
from near_copies as copies
inner join articles on articles.article_key = copies.article_key
inner join sources on sources.source_key = articles.source_key
left join mart.headline_stand_in as stand_ins on stand_ins.article_key = articles.article_key
where copies.near_copy_group_id = (select near_copy_group_id from wanted)
order by copies.copy_no
limit 50
