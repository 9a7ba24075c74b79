-- From the names, dates and removed blocks of an article back to the bytes, the rule and the run.
-- parameters: article
select
    item_type,
    item_text,
    rule_id,
    rule_version,
    uri,
    archive_file,
    archive_offset,
    pipeline_version,
    run_id
from ops.lineage
where starts_with(article_id, $1)
order by article_id, item_type, raw_char_start
