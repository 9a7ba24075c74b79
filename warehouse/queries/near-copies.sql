-- Texts that several articles have in common: who printed them first, and what each added of its own.
select
    copies.near_copy_group_id,
    copies.copy_no,
    sources.source_name,
    articles.date_published,
    round(copies.shared_share, 3) as shared_share,
    round(copies.own_words_share, 3) as own_words_share,
    articles.wire_agency,
    articles.headline
from near_copies as copies
inner join articles on articles.article_key = copies.article_key
inner join sources on sources.source_key = articles.source_key
order by copies.near_copy_group_id, copies.copy_no
