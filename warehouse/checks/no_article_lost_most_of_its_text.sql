-- severity: warn
-- More than nine tenths of the text were taken out: a rule may have cut the article itself.
select article_id, coalesce(file_name, url) as name, removed_share
from articles
where removed_share > 0.9 and not is_paywalled
