-- The paragraphs of each version of the articles in question that have more than one.
-- `occurrence` tells apart paragraphs of one version that say the same.
with texts as (
    select article_id, version_no, string_split(full_text, chr(10) || chr(10)) as paragraphs
    from version_texts
    where article_id in (select article_id from version_texts where version_no = 2)
),
numbered as (
    select
        article_id,
        version_no,
        unnest(paragraphs) as text,
        unnest(range(1, len(paragraphs) + 1)) as paragraph_no
    from texts
),
folded as (
    select *, {folded} as folded_text from numbered
)
select
    *,
    row_number() over (
        partition by article_id, version_no, folded_text order by paragraph_no
    ) as occurrence
from folded
where folded_text <> ''
