-- One row is an article with the names of what its keys mean. Key: article_id.
-- Question: any question about articles, without a join. Sorted by nothing, as it is a view.
create or replace view mart.articles_wide as
select
    articles.article_id,
    articles.headline,
    articles.subheadline,
    articles.byline,
    articles.section,
    articles.article_form,
    articles.language_code,
    sources.source_name,
    sources.source_id,
    sources.domain,
    sources.country_code as source_country_code,
    articles.date_published,
    articles.date_published_precision,
    articles.date_published_method,
    articles.date_published_confidence,
    articles.date_modified,
    articles.is_paywalled,
    coalesce(not near_copies.is_first_seen, false) as is_near_copy,
    articles.near_copy_group_id,
    articles.version_no,
    articles.word_count,
    articles.raw_chars,
    articles.clean_chars,
    articles.removed_share,
    articles.url,
    articles.file_name,
    articles.first_seen_at,
    articles.loaded_at,
    articles.run_key,
    articles.source_key,
    articles.article_key
from articles
left join sources on sources.source_key = articles.source_key
left join near_copies on near_copies.article_key = articles.article_key;

comment on view mart.articles_wide is 'One article with the name of its publisher.';
comment on column mart.articles_wide.article_id is 'Name of the article, the same after a rebuild.';
comment on column mart.articles_wide.headline is 'Headline as printed; null when the page has none.';
comment on column mart.articles_wide.subheadline is 'Standfirst: the line under the headline.';
comment on column mart.articles_wide.byline is 'Author line as printed.';
comment on column mart.articles_wide.section is 'Section of the publication, as the page names it.';
comment on column mart.articles_wide.article_form is 'story, photo_gallery, live_blog or brief.';
comment on column mart.articles_wide.language_code is 'Language of the text, BCP 47; null when too short to say.';
comment on column mart.articles_wide.source_name is 'Publisher.';
comment on column mart.articles_wide.source_id is 'Publisher by its short name.';
comment on column mart.articles_wide.domain is 'Domain of the publisher; null when unknown.';
comment on column mart.articles_wide.source_country_code is 'Country of the publisher; null when unknown.';
comment on column mart.articles_wide.date_published is 'Day of publication; null when unknown.';
comment on column mart.articles_wide.date_published_precision is 'day, month or year: what the evidence really says.';
comment on column mart.articles_wide.date_published_method is 'Which evidence gave the day; none means unknown.';
comment on column mart.articles_wide.date_published_confidence is 'How sure the day is, 0 to 1.';
comment on column mart.articles_wide.date_modified is 'Day the publisher says the article was last changed.';
comment on column mart.articles_wide.is_paywalled is 'True when only a teaser of the article could be read.';
comment on column mart.articles_wide.is_near_copy is 'Whether another article printed its text first, in the main.';
comment on column mart.articles_wide.near_copy_group_id is 'Group of near copies; null when it has none.';
comment on column mart.articles_wide.version_no is 'Number of the version in force, from 1.';
comment on column mart.articles_wide.word_count is 'Words of clean_text.';
comment on column mart.articles_wide.raw_chars is 'Code points of raw_text.';
comment on column mart.articles_wide.clean_chars is 'Code points of clean_text.';
comment on column mart.articles_wide.removed_share is 'Share of raw_text that was taken out, 0 to 1.';
comment on column mart.articles_wide.url is 'Address the text came from; null for files without one.';
comment on column mart.articles_wide.file_name is 'Path of the file, relative to the source named in the run; null for addresses.';
comment on column mart.articles_wide.first_seen_at is 'When the first document of the article was seen (UTC).';
comment on column mart.articles_wide.loaded_at is 'When the row was last written (UTC).';
comment on column mart.articles_wide.run_key is 'Run that last wrote it (ops.runs).';
comment on column mart.articles_wide.source_key is 'Publisher (sources).';
comment on column mart.articles_wide.article_key is 'Article (articles).';
