-- severity: error
-- Two candidates were chosen as publication day, or another than date_published, or none.
with chosen as (
    select article_key, count(*) as chosen_count, min(candidate) as candidate
    from date_candidates
    where is_chosen
    group by article_key
)
select articles.article_id, articles.date_published, chosen.candidate, chosen.chosen_count
from articles
left join chosen on chosen.article_key = articles.article_key
where articles.date_published is distinct from chosen.candidate or chosen.chosen_count > 1
