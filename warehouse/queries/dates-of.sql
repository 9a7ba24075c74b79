-- Every candidate for the publication day of an article, taken or refused. Any part of its name, address or id will do.
-- parameters: article
select
    articles.article_id,
    candidates.candidate,
    candidates.origin,
    candidates.precision,
    candidates.confidence,
    candidates.is_chosen,
    candidates.refused_because,
    candidates.evidence_text
from articles
inner join date_candidates as candidates on candidates.article_key = articles.article_key
where starts_with(articles.article_id, $1)
    or contains(coalesce(articles.file_name, ''), $1)
    or contains(coalesce(articles.canonical_url, articles.url, ''), $1)
order by articles.article_id, candidates.is_chosen desc, candidates.candidate_no
