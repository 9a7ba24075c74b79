-- The articles that a query fits best, by BM25 over text and headline; the best first.
create or replace macro ranked(query) as table
with scored as (
    select
        articles.article_key,
        fts_main_article_texts.match_bm25(articles.article_key, query) as text_score,
        fts_main_articles.match_bm25(articles.article_key, query) as headline_score
    from articles
)
select
    articles.article_id,
    articles.date_published,
    articles.headline,
    sources.source_name,
    coalesce(scored.text_score, 0) + coalesce(scored.headline_score, 0) as score,
    scored.article_key
from scored
inner join articles on articles.article_key = scored.article_key
inner join sources on sources.source_key = articles.source_key
where scored.text_score is not null or scored.headline_score is not null
order by score desc, articles.article_id;

comment on macro table ranked is 'The articles that a query fits best, by BM25 over text and headline, the best first; there with full_text_index alone.';
