-- severity: error
-- Text of an article stands in no block, or in two: what lies between two blocks is not white space.
-- Only articles of the last run that changed any are read; the others were when they were loaded.
with texts as (
    select articles.article_id, articles.article_key, texts.raw_text
    from articles
    inner join article_texts as texts on texts.article_key = articles.article_key
    where articles.run_key = (select max(run_key) from articles)
),
edges as (
    select article_key, char_start, char_end from article_blocks
    union all
    select article_key, length(raw_text), length(raw_text) from texts
),
gaps as (
    select
        texts.article_id,
        texts.raw_text,
        lag(edges.char_end, 1, 0) over in_order as gap_start,
        edges.char_start as gap_end
    from texts
    inner join edges on edges.article_key = texts.article_key
    window in_order as (
        partition by texts.article_key order by edges.char_start, edges.char_end
    )
)
select article_id, gap_start, gap_end
from gaps
where gap_end < gap_start
    or regexp_matches(
        substring(raw_text, gap_start + 1, gap_end - gap_start),
        '[^\s\p{Z}\x{1c}-\x{1f}\x{85}\x{0b}]'
    )
