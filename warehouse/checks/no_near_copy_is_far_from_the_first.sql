-- severity: warn
-- Near copies that share less than a tenth of their words with the first of their group: the ends of a chain.
select articles.article_id, copies.near_copy_group_id, copies.first_article_id, copies.shared_share
from near_copies as copies
inner join articles on articles.article_key = copies.article_key
where copies.shared_share < 0.1
