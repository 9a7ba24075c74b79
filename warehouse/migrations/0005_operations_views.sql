-- Views over operations: how fresh, what was refused, what became of an input, where a row is from.

create macro ops.freshness_at(moment) as table
with arrivals as (
    select
        source_key,
        max(date_published) as newest_published,
        max(first_seen_at) as newest_seen_at,
        max(loaded_at) as newest_loaded_at,
        count(*) as article_count
    from articles
    group by source_key
),
collected as (
    select
        inputs.source_id,
        max(articles.date_published) as newest_published,
        max(articles.first_seen_at) as newest_seen_at,
        max(articles.loaded_at) as newest_loaded_at,
        count(distinct articles.article_id) as article_count
    from ops.inputs as inputs
    inner join articles on articles.article_id = inputs.article_id
    where inputs.source_id in (select source_id from ops.source_schedules)
    group by inputs.source_id
),
known as (
    select
        sources.source_id,
        sources.source_name,
        arrivals.* exclude (source_key)
    from sources
    left join arrivals on arrivals.source_key = sources.source_key
    union all
    select
        schedules.source_id,
        schedules.source_id as source_name,
        collected.* exclude (source_id)
    from ops.source_schedules as schedules
    left join collected on collected.source_id = schedules.source_id
    where schedules.source_id not in (select source_id from sources)
),
ages as (
    select
        known.* replace (coalesce(known.article_count, 0) as article_count),
        date_diff('minute', known.newest_loaded_at, moment) / 60.0 as hours_since_load,
        schedules.warn_after_hours,
        schedules.error_after_hours
    from known
    left join ops.source_schedules as schedules on schedules.source_id = known.source_id
    where known.source_id <> 'unknown' or known.article_count > 0
)
select
    *,
    case
        when error_after_hours is null then 'unscheduled'
        when hours_since_load is null then 'error'
        when hours_since_load > error_after_hours then 'error'
        when hours_since_load > warn_after_hours then 'warn'
        else 'ok'
    end as status
from ages;

create view ops.freshness as
select * from ops.freshness_at(make_timestamp(epoch_us(now())));

comment on view ops.freshness is 'One publisher, or one collected source that has a limit: its newest article, the hours since, and whether that is in time.';
comment on column ops.freshness.source_id is 'Short name of the publisher, or name of the source in config/sources.toml.';
comment on column ops.freshness.source_name is 'Its name for people.';
comment on column ops.freshness.newest_published is 'Latest publication day.';
comment on column ops.freshness.newest_seen_at is 'When its newest article was first seen (UTC).';
comment on column ops.freshness.newest_loaded_at is 'When an article of it was last written (UTC).';
comment on column ops.freshness.article_count is 'Its articles.';
comment on column ops.freshness.hours_since_load is 'Hours since an article of it was last written.';
comment on column ops.freshness.warn_after_hours is 'Hours after which it is late; null without a schedule.';
comment on column ops.freshness.error_after_hours is 'Hours after which it is silent; null without a schedule.';
comment on column ops.freshness.status is 'ok, warn, error; unscheduled when nothing is expected of it.';

create view ops.rejects as
select
    inputs.run_key,
    inputs.input_no,
    inputs.uri,
    inputs.source_id,
    inputs.seen_at,
    inputs.stage,
    inputs.fate,
    inputs.fate_class,
    inputs.reason,
    inputs.document_id,
    documents.content_type,
    documents.byte_count,
    documents.archive_file,
    documents.archive_offset,
    count(*) over (partition by inputs.uri) as try_count
from ops.inputs
left join documents on documents.document_id = inputs.document_id
where inputs.fate_class <> 'good';

comment on view ops.rejects is 'One input that was refused or quarantined, with where its bytes are.';
comment on column ops.rejects.run_key is 'Run (ops.runs).';
comment on column ops.rejects.input_no is 'Number of the input in the run.';
comment on column ops.rejects.uri is 'File, line of a file, or address.';
comment on column ops.rejects.source_id is 'Publisher by its short name.';
comment on column ops.rejects.seen_at is 'Time of the input itself (UTC).';
comment on column ops.rejects.stage is 'Stage in which it ended.';
comment on column ops.rejects.fate is 'The word it ended in.';
comment on column ops.rejects.fate_class is 'refused or quarantined.';
comment on column ops.rejects.reason is 'Why, in one sentence.';
comment on column ops.rejects.document_id is 'Bytes it held (documents).';
comment on column ops.rejects.content_type is 'Media type of the bytes.';
comment on column ops.rejects.byte_count is 'Number of bytes.';
comment on column ops.rejects.archive_file is 'WARC file that holds the bytes, relative to the data folder.';
comment on column ops.rejects.archive_offset is 'Place of the record in that file.';
comment on column ops.rejects.try_count is 'Times this input was refused or quarantined so far.';

create view ops.fate_of as
with sights as (
    select uri as name, * from ops.inputs
    union all
    select final_uri as name, * from ops.inputs where final_uri is distinct from uri
)
select
    name,
    fate,
    fate_class,
    stage,
    reason,
    seen_at,
    run_key,
    article_id,
    document_id,
    source_id,
    count(*) over (partition by name) as try_count
from sights
where name is not null
qualify row_number() over (partition by name order by run_key desc, input_no desc) = 1;

comment on view ops.fate_of is 'Any address or file ever seen: its last state and why.';
comment on column ops.fate_of.name is 'File, line of a file, or address, also the one after redirects.';
comment on column ops.fate_of.fate is 'The word it ended in the last time.';
comment on column ops.fate_of.fate_class is 'good, refused or quarantined.';
comment on column ops.fate_of.stage is 'Stage in which it ended.';
comment on column ops.fate_of.reason is 'Why, in one sentence.';
comment on column ops.fate_of.seen_at is 'Time of the input itself (UTC).';
comment on column ops.fate_of.run_key is 'Run that saw it last (ops.runs).';
comment on column ops.fate_of.article_id is 'Article it is (articles).';
comment on column ops.fate_of.document_id is 'Bytes it held (documents).';
comment on column ops.fate_of.source_id is 'Publisher by its short name.';
comment on column ops.fate_of.try_count is 'Runs that saw it.';

create view ops.lineage as
with items as (
    select
        'mention' as item_type, mention_key as item_key, article_key, mention_text as item_text,
        raw_char_start, raw_char_end, method as rule_id, cast(null as varchar) as rule_version
    from mentions
    union all
    select
        'date', date_mention_key, article_key, date_text, raw_char_start, raw_char_end, rule_id, null
    from date_mentions
    union all
    select
        'quote', quotes.article_key * 1048576 + quote_no, quotes.article_key, quote_text,
        null, null, cue, null
    from quotes
    union all
    select
        'removed_block', removed_block_key, article_key, block_text, char_start, char_end, rule_id,
        rule_version
    from removed_blocks
),
last_sights as (
    select
        article_id, document_id,
        arg_max(uri, (seen_at, uri)) as uri,
        max(seen_at) as seen_at
    from ops.observations
    group by article_id, document_id
)
select
    items.item_type,
    items.item_key,
    articles.article_id,
    items.item_text,
    items.raw_char_start,
    items.raw_char_end,
    items.rule_id,
    items.rule_version,
    last_sights.uri,
    last_sights.seen_at,
    articles.document_id,
    documents.archive_file,
    documents.archive_offset,
    articles.pipeline_version,
    runs.run_id,
    runs.started_at as run_started_at,
    runs.model_name,
    runs.model_version,
    runs.model_digest
from items
inner join articles on articles.article_key = items.article_key
left join last_sights on last_sights.article_id = articles.article_id
    and last_sights.document_id = articles.document_id
left join documents on documents.document_id = articles.document_id
left join ops.runs on runs.run_key = articles.run_key;

comment on view ops.lineage is 'From a mention, date, quotation or removed block back to the bytes, the sight and the run.';
comment on column ops.lineage.item_type is 'mention, date, quote or removed_block.';
comment on column ops.lineage.item_key is 'mention_key, date_mention_key, removed_block_key, or article_key * 2^20 + quote_no.';
comment on column ops.lineage.article_id is 'Article (articles).';
comment on column ops.lineage.item_text is 'The words.';
comment on column ops.lineage.raw_char_start is 'First code point in raw_text.';
comment on column ops.lineage.raw_char_end is 'One past the last code point in raw_text.';
comment on column ops.lineage.rule_id is 'Rule or method that gave it.';
comment on column ops.lineage.rule_version is 'Version of the rule, where it has its own.';
comment on column ops.lineage.uri is 'Where the bytes were last seen.';
comment on column ops.lineage.seen_at is 'When they were last seen (UTC).';
comment on column ops.lineage.document_id is 'The bytes (documents).';
comment on column ops.lineage.archive_file is 'WARC file that holds the bytes, relative to the data folder.';
comment on column ops.lineage.archive_offset is 'Place of the record in that file.';
comment on column ops.lineage.pipeline_version is 'Version of rules, code and model.';
comment on column ops.lineage.run_id is 'Run that wrote it.';
comment on column ops.lineage.run_started_at is 'When that run started (UTC).';
comment on column ops.lineage.model_name is 'Language model of the run.';
comment on column ops.lineage.model_version is 'Version of the language model.';
comment on column ops.lineage.model_digest is 'Digest of the files of the language model.';
