-- What an analyst asks with the macros, at their costliest. Parameters: $name (of the entity in most
-- articles), $article_id, and of the words of texts $common_word, $rare_word, $words and $prefix.

-- macro: articles about a name
select article_id, headline from articles_about($name) limit 50;

-- macro: named with a name
select other_name, article_count from co_mentioned($name) limit 50;

-- macro: timeline of a name
select * from timeline($name) limit 50;

-- macro: what was removed of an article
from removed_in($article_id);

-- macro: search for a common word
select * from search($common_word) limit 50;

-- macro: search for a rare word
select * from search($rare_word) limit 50;

-- macro: search for three words
select * from search($words) limit 50;

-- macro: search for the beginning of a word
select * from search($prefix) limit 50;

-- table: a word of headlines
select date_published, article_key
from mart.headline_term
where term = $rare_word
order by date_published desc
limit 50;
