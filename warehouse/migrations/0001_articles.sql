-- Articles in force, their text in blocks, their versions, and everything that was taken out.
-- Offsets are code points, end exclusive. Long texts are kept in zstd.

create schema ops;
create schema mart;

create table articles (
    article_key bigint not null,
    article_id varchar primary key,
    source_key bigint not null default 0,
    url varchar,
    canonical_url varchar,
    file_name varchar,
    headline varchar,
    headline_method varchar not null check (headline_method in ('title_line', 'metadata', 'none')),
    subheadline varchar,
    byline varchar,
    date_published date,
    date_published_method varchar not null check (date_published_method in (
        'metadata', 'feed', 'url', 'date_header', 'published_stamp', 'byline', 'caption_date',
        'inferred', 'none'
    )),
    date_published_precision varchar check (date_published_precision in ('day', 'month', 'year')),
    date_published_confidence double check (date_published_confidence between 0 and 1),
    date_modified date,
    section varchar,
    article_form varchar not null check (article_form in (
        'story', 'photo_gallery', 'live_blog', 'brief'
    )),
    language_code varchar,
    is_paywalled boolean not null default false,
    word_count integer not null,
    raw_chars integer not null,
    clean_chars integer not null,
    removed_share double not null check (removed_share between 0 and 1),
    blocks_not_stored integer not null default 0,
    chars_not_stored integer not null default 0,
    body_hash varchar not null,
    version_no integer not null check (version_no >= 1),
    near_copy_group_id varchar,
    duplicate_of_id varchar,
    document_id varchar not null,
    pipeline_version varchar not null,
    first_seen_at timestamp not null,
    loaded_at timestamp not null,
    run_key bigint not null,
    check ((date_published is null) = (date_published_method = 'none'))
);

comment on table articles is 'One article, in the version in force.';
comment on column articles.article_key is 'Number of the article in this warehouse; kept when it is loaded again.';
comment on column articles.article_id is 'Name of the article, the same after a rebuild: 16 hex of its canonical address, or of source and path.';
comment on column articles.source_key is 'Publisher (sources); 0 when unknown.';
comment on column articles.url is 'Address the text came from; null for files without one.';
comment on column articles.canonical_url is 'Address in its normal form, as the page or our rules give it.';
comment on column articles.file_name is 'Path of the file, relative to the source named in the run; null for addresses.';
comment on column articles.headline is 'Headline as printed; null when the page has none.';
comment on column articles.headline_method is 'Where the headline was found: title_line, metadata, none.';
comment on column articles.subheadline is 'Standfirst: the line under the headline.';
comment on column articles.byline is 'Author line as printed; the names are in article_authors.';
comment on column articles.date_published is 'Day of publication; null when unknown.';
comment on column articles.date_published_method is 'Which evidence gave the day; inferred is the weakest, none means unknown.';
comment on column articles.date_published_precision is 'day, month or year: what the evidence really says.';
comment on column articles.date_published_confidence is 'How sure the day is, 0 to 1.';
comment on column articles.date_modified is 'Day the publisher says the article was last changed.';
comment on column articles.section is 'Section of the publication, as the page names it.';
comment on column articles.article_form is 'story, photo_gallery, live_blog or brief.';
comment on column articles.language_code is 'Language of the text, BCP 47; null when too short to say.';
comment on column articles.is_paywalled is 'True when only a teaser of the article could be read.';
comment on column articles.word_count is 'Words of clean_text.';
comment on column articles.raw_chars is 'Code points of raw_text.';
comment on column articles.clean_chars is 'Code points of clean_text.';
comment on column articles.removed_share is 'Share of raw_text that was taken out, 0 to 1.';
comment on column articles.blocks_not_stored is 'Blocks of menus and site footers that are not part of raw_text.';
comment on column articles.chars_not_stored is 'Code points of those blocks.';
comment on column articles.body_hash is 'Fingerprint of clean_text; a new one makes a new version.';
comment on column articles.version_no is 'Number of the version in force, from 1 (article_versions).';
comment on column articles.near_copy_group_id is 'Group of near copies: the least article_id in it; null when it has none.';
comment on column articles.duplicate_of_id is 'article_id this one repeats; null when it stands for itself.';
comment on column articles.document_id is 'Bytes the stored text was read from: the newest document of the article (documents).';
comment on column articles.pipeline_version is 'Version of rules, code and model that read the document.';
comment on column articles.first_seen_at is 'When the first document of the article was seen (UTC).';
comment on column articles.loaded_at is 'When this row was last written (UTC).';
comment on column articles.run_key is 'Run that last wrote this row (ops.runs).';

create table article_texts (
    article_key bigint not null,
    raw_text varchar not null using compression zstd,
    clean_text varchar not null using compression zstd
);

comment on table article_texts is 'The text of an article as received and cleaned; apart, so that scans of articles stay small.';
comment on column article_texts.article_key is 'Article (articles).';
comment on column article_texts.raw_text is 'Whole decoded text; for HTML one visible block a line.';
comment on column article_texts.clean_text is 'Text blocks in order, each a slice of raw_text, joined by a blank line.';

create table article_blocks (
    article_key bigint not null,
    block_no integer not null,
    role varchar not null check (role in (
        'headline', 'subheadline', 'byline', 'stamp', 'caption', 'alt_text', 'credit', 'subheading',
        'body', 'list_item', 'quote', 'embed', 'removed'
    )),
    char_start integer not null,
    char_end integer not null,
    clean_char_start integer,
    clean_char_end integer,
    removed_block_key bigint,
    check (0 <= char_start and char_start <= char_end),
    check (clean_char_start <= clean_char_end)
);

comment on table article_blocks is 'One run of raw_text with one role; in order, with only white space between, they are raw_text.';
comment on column article_blocks.article_key is 'Article (articles).';
comment on column article_blocks.block_no is 'Place of the block in the article.';
comment on column article_blocks.role is 'What the block is: headline, body, caption, credit, ... or removed.';
comment on column article_blocks.char_start is 'First code point in raw_text.';
comment on column article_blocks.char_end is 'One past the last code point in raw_text.';
comment on column article_blocks.clean_char_start is 'First code point in clean_text; null when the block is not part of it.';
comment on column article_blocks.clean_char_end is 'One past the last code point in clean_text; null when not part of it.';
comment on column article_blocks.removed_block_key is 'Why the block was taken out (removed_blocks); null when it was kept.';

create table article_versions (
    article_id varchar not null,
    version_no integer not null,
    seen_at timestamp not null,
    modified_at timestamp,
    headline varchar,
    body_hash varchar not null,
    changed_share double check (changed_share between 0 and 1),
    document_id varchar not null,
    clean_text varchar using compression zstd
);

comment on table article_versions is 'One version of an article: a run of documents with the same headline and body.';
comment on column article_versions.article_id is 'Article (articles).';
comment on column article_versions.version_no is 'Number of the version from 1, by time of change; the highest is in force.';
comment on column article_versions.seen_at is 'When its first document was seen (UTC).';
comment on column article_versions.modified_at is 'When the publisher says it was changed (UTC); null when it does not say.';
comment on column article_versions.headline is 'Headline of this version.';
comment on column article_versions.body_hash is 'Fingerprint of its clean_text.';
comment on column article_versions.changed_share is 'Share of words that differ from the version before, word order aside; null for the first.';
comment on column article_versions.document_id is 'First document that showed this version (documents).';
comment on column article_versions.clean_text is 'Its text; null for the version in force, whose text is in article_texts.';

create table article_authors (
    article_key bigint not null,
    position integer not null,
    author_name varchar not null
);

comment on table article_authors is 'One author of an article.';
comment on column article_authors.article_key is 'Article (articles).';
comment on column article_authors.position is 'Place of the name among the authors.';
comment on column article_authors.author_name is 'Name of a person or desk, from byline or metadata.';

create table removed_blocks (
    removed_block_key bigint not null,
    article_key bigint not null,
    source_key bigint not null,
    char_start integer not null,
    char_end integer not null,
    block_text varchar not null using compression zstd,
    reason varchar not null,
    rule_id varchar not null,
    rule_version varchar not null,
    confidence double not null check (confidence between 0 and 1),
    text_hash varchar not null,
    harvested varchar,
    run_key bigint not null,
    check (0 <= char_start and char_start <= char_end)
);

comment on table removed_blocks is 'The ledger: one stripped block; nothing leaves an article without a row here.';
comment on column removed_blocks.removed_block_key is 'Number of the row: article_key * 2^20 + place in the article.';
comment on column removed_blocks.article_key is 'Article (articles).';
comment on column removed_blocks.source_key is 'Publisher of the article (sources).';
comment on column removed_blocks.char_start is 'First code point in raw_text.';
comment on column removed_blocks.char_end is 'One past the last code point in raw_text.';
comment on column removed_blocks.block_text is 'The text that was taken out, word for word.';
comment on column removed_blocks.reason is 'Why: copyright_notice, terms_of_use, newsletter_signup, photo_credit, navigation, ...';
comment on column removed_blocks.rule_id is 'Rule that took it out.';
comment on column removed_blocks.rule_version is 'Version of that rule.';
comment on column removed_blocks.confidence is 'How sure the rule is, 0 to 1.';
comment on column removed_blocks.text_hash is 'Fingerprint of the text, to count the same line across articles.';
comment on column removed_blocks.harvested is 'What it gave before it went, such as a date or a name; null when nothing.';
comment on column removed_blocks.run_key is 'Run that wrote this row (ops.runs).';

create table captions (
    article_key bigint not null,
    position integer not null,
    caption_text varchar not null using compression zstd,
    alt_text varchar using compression zstd,
    credit_text varchar,
    photographer varchar,
    agency varchar
);

comment on table captions is 'One picture caption of an article.';
comment on column captions.article_key is 'Article (articles).';
comment on column captions.position is 'Place of the picture in the article.';
comment on column captions.caption_text is 'Caption without its credit.';
comment on column captions.alt_text is 'Text in place of the picture.';
comment on column captions.credit_text is 'Credit as printed.';
comment on column captions.photographer is 'Photographer named in the credit.';
comment on column captions.agency is 'News agency named in the credit.';

create table date_candidates (
    article_key bigint not null,
    candidate_no integer not null,
    candidate date not null,
    origin varchar not null,
    evidence_text varchar not null,
    precision varchar not null,
    confidence double not null check (confidence between 0 and 1),
    is_chosen boolean not null,
    refused_because varchar
);

comment on table date_candidates is 'One reading of the publication day of an article, taken or refused.';
comment on column date_candidates.article_key is 'Article (articles).';
comment on column date_candidates.candidate_no is 'Number of the candidate in the article.';
comment on column date_candidates.candidate is 'The day it stands for; the first of its month or year when less precise.';
comment on column date_candidates.origin is 'Where it stood: metadata, url, published_stamp, caption_date, copyright_year, ...';
comment on column date_candidates.evidence_text is 'The words or the markup it was read from.';
comment on column date_candidates.precision is 'day, month or year.';
comment on column date_candidates.confidence is 'How sure it is, 0 to 1.';
comment on column date_candidates.is_chosen is 'True for the candidate that became date_published.';
comment on column date_candidates.refused_because is 'Why it was not taken; null for the chosen one.';
