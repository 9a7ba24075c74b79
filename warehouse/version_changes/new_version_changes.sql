-- The rows of version_changes of the articles in question, from the top of each article.
with settled as (
    select article_id, version_no, paragraph_before, paragraph_after from kept_paragraphs
    union all
    select article_id, version_no, paragraph_before, paragraph_after from reworded_paragraphs
),
headlines as (
    select
        later.article_id,
        later.version_no,
        earlier.headline as text_before,
        later.headline as text_after,
        {headline_before} as words_before,
        {headline_after} as words_after
    from version_texts as later
    inner join version_texts as earlier
        on earlier.article_id = later.article_id and earlier.version_no = later.version_no - 1
),
changes as (
    select
        article_id,
        version_no,
        'headline' as change,
        null as paragraph_before,
        null as paragraph_after,
        text_before,
        text_after,
        coalesce(1 - 2 * len(list_intersect(words_before, words_after)) / nullif(
            len(list_distinct(words_before)) + len(list_distinct(words_after)), 0
        ), 1) as changed_share
    from headlines
    where words_before is distinct from words_after
    union all
    select
        article_id, version_no, 'reworded', paragraph_before, paragraph_after, text_before,
        text_after, changed_share
    from reworded_paragraphs
    union all
    select
        article_id, version_no, 'moved', paragraph_before, paragraph_after, text_before,
        text_after, 0
    from kept_paragraphs
    where is_moved
    union all
    select article_id, version_no, 'added', null, paragraph_no, null, text, 1
    from paragraphs
    where
        version_no > 1
        and (article_id, version_no, paragraph_no) not in (
            select (article_id, version_no, paragraph_after) from settled
        )
    union all
    select article_id, version_no + 1, 'removed', paragraph_no, null, text, null, 1
    from paragraphs
    where
        (article_id, version_no + 1) in (select (article_id, version_no) from version_texts)
        and (article_id, version_no + 1, paragraph_no) not in (
            select (article_id, version_no, paragraph_before) from settled
        )
)
select
    * exclude (changed_share),
    least(1, greatest(0, changed_share)) as changed_share,
    row_number() over (
        partition by article_id, version_no
        order by
            change <> 'headline',
            coalesce(paragraph_after, paragraph_before),
            paragraph_after is not null,
            change
    ) as change_no
from changes
