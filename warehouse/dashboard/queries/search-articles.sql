-- Articles whose headline or text has what was typed, the last word perhaps not to its end; those
-- with it in the headline first, then the newest.
-- parameters: text
select article_id, headline, source_name, date_published, in_headline
from search($1 || '*')
order by in_headline desc, date_published desc nulls last, article_key desc
limit 8
