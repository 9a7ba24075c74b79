-- What was taken out of an article, in its order. The first digits of its id are enough.
-- parameters: article
select article_id, reason, rule_id, round(confidence, 2) as confidence, block_text, harvested
from removed_in($1)
order by article_id, char_start
