-- Articles that have all these words in headline or text, newest first; a * ends the beginning of a word.
-- parameters: words
select article_id, date_published, source_name, headline, in_headline
from search($1)
order by date_published desc nulls last, article_key desc
limit 100
