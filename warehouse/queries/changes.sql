-- What versions of articles changed, from the top of each article: headline, then paragraphs.
select
    articles.article_id,
    changes.version_no,
    changes.change,
    round(changes.changed_share, 3) as changed_share,
    changes.text_before,
    changes.text_after
from version_changes as changes
inner join articles on articles.article_id = changes.article_id
order by changes.article_id, changes.version_no, changes.change_no
