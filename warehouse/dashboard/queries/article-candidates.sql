-- The readings of the publication day of an article: the chosen one, and why others were refused.
-- parameters: article_id
select candidate, precision, origin, evidence_text, confidence, is_chosen, refused_because
from date_candidates
where article_key = (
    select article_key from mart.article_lookup where article_id = $1
)
order by is_chosen desc, candidate_no
