-- One row is a stripped text, spaces and case aside, and the reason. Key: text_hash, reason.
-- Question: which lines are stripped most, and which only once (the likely mistakes)? Sorted by
-- reason, most articles first.
create or replace table mart.removed_line as
with counted as (
    select
        blocks.text_hash,
        blocks.reason,
        min(blocks.removed_block_key) as removed_block_key,
        count(*) as block_count,
        count(distinct blocks.article_key) as article_count,
        count(distinct blocks.source_key) as source_count,
        count(distinct blocks.rule_id) as rule_count,
        min(blocks.rule_id) as rule_id,
        min(blocks.confidence) as confidence,
        min(articles.date_published) as first_day,
        max(articles.date_published) as last_day
    from removed_blocks as blocks
    inner join articles on articles.article_key = blocks.article_key
    group by blocks.text_hash, blocks.reason
)
select
    counted.reason,
    counted.article_count,
    counted.block_count,
    counted.source_count,
    examples.block_text as line_text,
    counted.rule_id,
    counted.rule_count,
    counted.confidence,
    counted.first_day,
    counted.last_day,
    counted.text_hash
from counted
inner join removed_blocks as examples
    on examples.removed_block_key = counted.removed_block_key
order by counted.reason, counted.article_count desc, counted.text_hash;

comment on table mart.removed_line is 'One stripped text and reason: in how many articles it stood.';
comment on column mart.removed_line.reason is 'Why it was taken out: copyright_notice, newsletter_signup, navigation, ...';
comment on column mart.removed_line.article_count is 'Articles it was taken out of.';
comment on column mart.removed_line.block_count is 'Blocks with this text; an article may have it twice.';
comment on column mart.removed_line.source_count is 'Publishers of those articles.';
comment on column mart.removed_line.line_text is 'The text as it stands in the first of them.';
comment on column mart.removed_line.rule_id is 'Rule that took it out; the first by name, when several did.';
comment on column mart.removed_line.rule_count is 'Rules that took it out.';
comment on column mart.removed_line.confidence is 'How sure the least sure removal was, 0 to 1.';
comment on column mart.removed_line.first_day is 'First day of publication of those articles; null when none is known.';
comment on column mart.removed_line.last_day is 'Last day of publication of those articles; null when none is known.';
comment on column mart.removed_line.text_hash is 'Fingerprint of the text, spaces and case aside (removed_blocks).';
