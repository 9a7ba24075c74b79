-- severity: error
-- A word stands in other articles than text_word counts, or two words have one number.
with counts as (
    select term_no, count(*) as found, 0 as told, 0 as word_rows from mart.text_term group by 1
    union all
    select term_no, 0, article_count, 1 from mart.text_word where term_no is not null
)
select term_no, sum(found) as found, sum(told) as told
from counts
group by term_no
having sum(found) <> sum(told) or sum(word_rows) <> 1
