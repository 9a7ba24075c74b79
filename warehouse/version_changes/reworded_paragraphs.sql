-- Paragraphs of a version and of the one before it that are each other's closest, and have at least
-- half of their words in common.
with later as (
    select * from paragraphs as p
    where version_no > 1 and not exists (
        select 1 from kept_paragraphs as k
        where
            k.article_id = p.article_id
            and k.version_no = p.version_no
            and k.paragraph_after = p.paragraph_no
    )
),
earlier as (
    select * replace (version_no + 1 as version_no) from paragraphs as p
    where not exists (
        select 1 from kept_paragraphs as k
        where
            k.article_id = p.article_id
            and k.version_no = p.version_no + 1
            and k.paragraph_before = p.paragraph_no
    )
),
later_words as (
    select article_id, version_no, paragraph_no, word, count(*) as times
    from (
        select article_id, version_no, paragraph_no, unnest(string_split(folded_text, ' ')) as word
        from later
    )
    group by all
),
earlier_words as (
    select article_id, version_no, paragraph_no, word, count(*) as times
    from (
        select article_id, version_no, paragraph_no, unnest(string_split(folded_text, ' ')) as word
        from earlier
    )
    group by all
),
common as (
    select
        later_words.article_id,
        later_words.version_no,
        earlier_words.paragraph_no as paragraph_before,
        later_words.paragraph_no as paragraph_after,
        sum(least(later_words.times, earlier_words.times)) as common_count
    from later_words
    inner join earlier_words
        on earlier_words.article_id = later_words.article_id
        and earlier_words.version_no = later_words.version_no
        and earlier_words.word = later_words.word
    group by all
),
likeness as (
    select
        common.article_id,
        common.version_no,
        common.paragraph_before,
        common.paragraph_after,
        earlier.text as text_before,
        later.text as text_after,
        2 * common.common_count / (
            len(string_split(earlier.folded_text, ' ')) + len(string_split(later.folded_text, ' '))
        ) as common_share
    from common
    inner join earlier
        on earlier.article_id = common.article_id
        and earlier.version_no = common.version_no
        and earlier.paragraph_no = common.paragraph_before
    inner join later
        on later.article_id = common.article_id
        and later.version_no = common.version_no
        and later.paragraph_no = common.paragraph_after
)
select * exclude (common_share), 1 - common_share as changed_share
from likeness
where common_share >= 0.5
qualify
    row_number() over (
        partition by article_id, version_no, paragraph_after
        order by common_share desc, paragraph_before
    ) = 1
    and row_number() over (
        partition by article_id, version_no, paragraph_before
        order by common_share desc, paragraph_after
    ) = 1
