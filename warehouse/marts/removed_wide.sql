-- One row is a stripped block with its article. Key: removed_block_key.
-- Question: any question about what was taken out, and why, without a join. Sorted by nothing, as
-- it is a view.
create or replace view mart.removed_wide as
select
    blocks.block_text,
    blocks.reason,
    blocks.rule_id,
    blocks.rule_version,
    blocks.confidence,
    blocks.harvested,
    blocks.char_end - blocks.char_start as char_count,
    articles.article_id,
    articles.headline,
    articles.date_published,
    sources.source_name,
    blocks.char_start,
    blocks.char_end,
    blocks.text_hash,
    blocks.run_key,
    blocks.source_key,
    blocks.article_key,
    blocks.removed_block_key
from removed_blocks as blocks
left join articles on articles.article_key = blocks.article_key
left join sources on sources.source_key = blocks.source_key;

comment on view mart.removed_wide is 'One stripped block with its article and publisher.';
comment on column mart.removed_wide.block_text is 'The text that was taken out, word for word.';
comment on column mart.removed_wide.reason is 'Why: copyright_notice, newsletter_signup, navigation, ...';
comment on column mart.removed_wide.rule_id is 'Rule that took it out.';
comment on column mart.removed_wide.rule_version is 'Version of that rule.';
comment on column mart.removed_wide.confidence is 'How sure the rule is, 0 to 1.';
comment on column mart.removed_wide.harvested is 'What it gave before it went, such as a date or a name; null when nothing.';
comment on column mart.removed_wide.char_count is 'Its code points.';
comment on column mart.removed_wide.article_id is 'Name of the article, the same after a rebuild.';
comment on column mart.removed_wide.headline is 'Headline of the article; null when the page has none.';
comment on column mart.removed_wide.date_published is 'Day of publication; null when unknown.';
comment on column mart.removed_wide.source_name is 'Publisher.';
comment on column mart.removed_wide.char_start is 'First code point in raw_text.';
comment on column mart.removed_wide.char_end is 'One past the last code point in raw_text.';
comment on column mart.removed_wide.text_hash is 'Fingerprint of the text, spaces and case aside.';
comment on column mart.removed_wide.run_key is 'Run that wrote it (ops.runs).';
comment on column mart.removed_wide.source_key is 'Publisher (sources).';
comment on column mart.removed_wide.article_key is 'Article (articles).';
comment on column mart.removed_wide.removed_block_key is 'Number of the block (removed_blocks).';
