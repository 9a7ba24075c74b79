-- Which articles are near copies, whose words are whose, what comes from a news agency, and what an
-- edit changed.

alter table articles add column wire_agency varchar;
alter table articles add column wire_agency_origin varchar;

comment on column articles.wire_agency is 'News agency that the story is from, under one name; null when nothing on the page says so.';
comment on column articles.wire_agency_origin is 'Where it says so: dateline, byline, credit_line.';

create table article_fingerprints (
    article_key bigint not null,
    fingerprint_version varchar not null,
    run_count integer not null,
    words_hash bigint not null,
    signature varchar not null
);

comment on table article_fingerprints is 'The fingerprint of an article''s clean text: equal characters of two signatures tell the share of the text in common.';
comment on column article_fingerprints.article_key is 'Article (articles).';
comment on column article_fingerprints.fingerprint_version is 'How it was taken; those of other versions are not compared.';
comment on column article_fingerprints.run_count is 'Distinct runs of three words in the text.';
comment on column article_fingerprints.words_hash is 'Stands for all words in order, without case: the same text has the same.';
comment on column article_fingerprints.signature is 'MinHash of the runs: 256 values, six bits of each as one character.';

create table ops.fingerprint_bands (
    band_hash bigint not null,
    article_key bigint not null
);

comment on table ops.fingerprint_bands is 'The index of fingerprints: articles with a band in common are compared.';
comment on column ops.fingerprint_bands.band_hash is 'Three values of the fingerprint as one number, or the whole text.';
comment on column ops.fingerprint_bands.article_key is 'Article (articles).';

create table near_copies (
    article_key bigint not null,
    near_copy_group_id varchar not null,
    copy_no integer not null check (copy_no >= 1),
    is_first_seen boolean not null,
    first_article_id varchar not null,
    word_count integer not null,
    shared_share double not null check (shared_share between 0 and 1),
    own_words_share double not null check (own_words_share between 0 and 1)
);

comment on table near_copies is 'One article of a group that share most of their text, such as a wire story in several papers.';
comment on column near_copies.article_key is 'Article (articles).';
comment on column near_copies.near_copy_group_id is 'The group: its least article_id.';
comment on column near_copies.copy_no is 'Place in the order of print: by day of publication (of the first sight when unknown), then first sight; 1 is first.';
comment on column near_copies.is_first_seen is 'True for the article of the group that was printed first.';
comment on column near_copies.first_article_id is 'That article (articles.article_id).';
comment on column near_copies.word_count is 'Words that were compared.';
comment on column near_copies.shared_share is 'Share of its words that the first article has too, in runs of five or more; 1 for the first.';
comment on column near_copies.own_words_share is 'Share of its words that no other article of the group has: the outlet''s own.';

create table version_changes (
    article_id varchar not null,
    version_no integer not null check (version_no >= 2),
    change_no integer not null,
    change varchar not null check (change in ('headline', 'added', 'removed', 'reworded', 'moved')),
    paragraph_before integer,
    paragraph_after integer,
    text_before varchar using compression zstd,
    text_after varchar using compression zstd,
    changed_share double not null check (changed_share between 0 and 1)
);

comment on table version_changes is 'One change that a version of an article made to the version before it.';
comment on column version_changes.article_id is 'Article (articles).';
comment on column version_changes.version_no is 'The later version (article_versions).';
comment on column version_changes.change_no is 'Number of the change in the version, from the top of the article.';
comment on column version_changes.change is 'headline; or what became of a paragraph: added, removed, reworded, moved.';
comment on column version_changes.paragraph_before is 'Number of the paragraph in the earlier version, from 1; null for a headline and what was added.';
comment on column version_changes.paragraph_after is 'Number of the paragraph in the later version; null for a headline and what was removed.';
comment on column version_changes.text_before is 'The paragraph or headline as it was; null for what was added.';
comment on column version_changes.text_after is 'The paragraph or headline as it is now; null for what was removed.';
comment on column version_changes.changed_share is 'Share of its words that differ: 0 for a moved paragraph, 1 for one added or removed.';
