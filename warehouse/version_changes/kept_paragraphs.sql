-- Paragraphs with the same words in a version and the one before it.
-- Those that stand behind the same kept paragraph as before are in place; the others were moved.
with kept as (
    select
        later.article_id,
        later.version_no,
        earlier.paragraph_no as paragraph_before,
        later.paragraph_no as paragraph_after,
        earlier.text as text_before,
        later.text as text_after,
        row_number() over (
            partition by later.article_id, later.version_no order by earlier.paragraph_no
        ) as place_before
    from paragraphs as later
    inner join paragraphs as earlier
        on earlier.article_id = later.article_id
        and earlier.version_no = later.version_no - 1
        and earlier.folded_text = later.folded_text
        and earlier.occurrence = later.occurrence
)
select
    *,
    coalesce(lag(place_before) over (
        partition by article_id, version_no order by paragraph_after
    ), 0) <> place_before - 1 as is_moved
from kept
