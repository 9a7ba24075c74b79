-- What runs did: their steps, checks, inputs, load packages and snapshots; and the writer's memory.

create table ops.migrations (
    name varchar not null,
    sha256 varchar not null,
    applied_at timestamp not null
);

comment on table ops.migrations is 'One migration that was applied to this file.';
comment on column ops.migrations.name is 'File name of the migration.';
comment on column ops.migrations.sha256 is 'Digest of its text; an edited migration is refused.';
comment on column ops.migrations.applied_at is 'When it was applied (UTC).';

create table ops.runs (
    run_key bigint not null,
    run_id varchar not null,
    flow_name varchar not null,
    trigger varchar not null check (trigger in ('manual', 'schedule', 'backfill', 'unknown')),
    command varchar,
    process_id bigint,
    started_at timestamp not null,
    finished_at timestamp,
    duration_seconds double,
    status varchar not null check (status in (
        'running', 'succeeded', 'partial', 'failed', 'interrupted'
    )),
    input_count bigint not null default 0,
    loaded_count bigint not null default 0,
    unchanged_count bigint not null default 0,
    good_count bigint not null default 0,
    refused_count bigint not null default 0,
    quarantined_count bigint not null default 0,
    articles_new_count bigint not null default 0,
    articles_changed_count bigint not null default 0,
    articles_unchanged_count bigint not null default 0,
    pipeline_version varchar,
    code_version varchar,
    settings_hash varchar,
    model_name varchar,
    model_version varchar,
    model_digest varchar,
    snapshot_id varchar,
    error_text varchar
);

comment on table ops.runs is 'One run of a flow.';
comment on column ops.runs.run_key is 'Number of the run in this warehouse.';
comment on column ops.runs.run_id is 'Name of the run; the one of the flow run when it was tracked.';
comment on column ops.runs.flow_name is 'Which flow ran: ingest, reprocess, backfill, ...';
comment on column ops.runs.trigger is 'Who started it: manual, schedule, backfill; unknown when only its packages tell.';
comment on column ops.runs.command is 'The command as typed.';
comment on column ops.runs.process_id is 'Process that ran it.';
comment on column ops.runs.started_at is 'When it started (UTC).';
comment on column ops.runs.finished_at is 'When it ended (UTC); null while it runs and when it was killed.';
comment on column ops.runs.duration_seconds is 'Seconds from start to end.';
comment on column ops.runs.status is 'running, succeeded, partial (some inputs lost), failed, interrupted (killed).';
comment on column ops.runs.input_count is 'Inputs it saw.';
comment on column ops.runs.loaded_count is 'Inputs that were loaded.';
comment on column ops.runs.unchanged_count is 'Inputs that brought nothing new.';
comment on column ops.runs.good_count is 'Inputs that ended well, loaded or for a good reason not.';
comment on column ops.runs.refused_count is 'Inputs that were refused.';
comment on column ops.runs.quarantined_count is 'Inputs that failed and may be tried again.';
comment on column ops.runs.articles_new_count is 'Articles it added.';
comment on column ops.runs.articles_changed_count is 'Articles it changed.';
comment on column ops.runs.articles_unchanged_count is 'Articles it brought again without change.';
comment on column ops.runs.pipeline_version is 'Version of rules, code and model.';
comment on column ops.runs.code_version is 'Version of the code.';
comment on column ops.runs.settings_hash is 'Fingerprint of the settings.';
comment on column ops.runs.model_name is 'Language model.';
comment on column ops.runs.model_version is 'Version of the language model.';
comment on column ops.runs.model_digest is 'Digest of the files of the language model.';
comment on column ops.runs.snapshot_id is 'Snapshot it published (ops.snapshots).';
comment on column ops.runs.error_text is 'Why it failed; null otherwise.';

create table ops.run_steps (
    run_key bigint not null,
    step_no integer not null,
    step_name varchar not null,
    duration_seconds double not null,
    status varchar not null check (status in ('succeeded', 'failed', 'skipped')),
    rows_in bigint,
    rows_out bigint,
    retry_count integer not null default 0,
    detail varchar
);

comment on table ops.run_steps is 'One step of a run.';
comment on column ops.run_steps.run_key is 'Run (ops.runs).';
comment on column ops.run_steps.step_no is 'Number of the step in the run.';
comment on column ops.run_steps.step_name is 'collect, archive, extract, load, check, publish, ...';
comment on column ops.run_steps.duration_seconds is 'Seconds it took; steps of several batches may run at once, so they may add up to more than the run.';
comment on column ops.run_steps.status is 'succeeded, failed or skipped.';
comment on column ops.run_steps.rows_in is 'Things that went in.';
comment on column ops.run_steps.rows_out is 'Things that came out.';
comment on column ops.run_steps.retry_count is 'Times it was tried again.';
comment on column ops.run_steps.detail is 'One line for a person.';

create table ops.run_checks (
    run_key bigint not null,
    check_name varchar not null,
    severity varchar not null check (severity in ('error', 'warn')),
    status varchar not null check (status in ('passed', 'warned', 'failed')),
    wrong_count bigint not null,
    sample varchar,
    meaning varchar not null,
    checked_at timestamp not null
);

comment on table ops.run_checks is 'One check of the tables in a run: a query that must return no row.';
comment on column ops.run_checks.run_key is 'Run (ops.runs).';
comment on column ops.run_checks.check_name is 'Name of the check, a sentence.';
comment on column ops.run_checks.severity is 'error stops the publication, warn is shown.';
comment on column ops.run_checks.status is 'passed, warned or failed.';
comment on column ops.run_checks.wrong_count is 'Wrong rows it found.';
comment on column ops.run_checks.sample is 'The first wrong rows.';
comment on column ops.run_checks.meaning is 'What a wrong row means.';
comment on column ops.run_checks.checked_at is 'When it was checked (UTC).';

create table ops.inputs (
    run_key bigint not null,
    input_no bigint not null,
    package_id varchar not null,
    uri varchar not null,
    final_uri varchar,
    source_id varchar,
    source_key bigint not null default 0,
    seen_at timestamp,
    http_status integer,
    etag varchar,
    last_modified varchar,
    document_id varchar,
    article_id varchar,
    stage varchar not null,
    fate varchar not null,
    fate_class varchar not null check (fate_class in ('good', 'refused', 'quarantined')),
    reason varchar
);

comment on table ops.inputs is 'One input of one run: a file, a line or an address, and the one fate it ended in.';
comment on column ops.inputs.run_key is 'Run (ops.runs).';
comment on column ops.inputs.input_no is 'Number of the input in the run.';
comment on column ops.inputs.package_id is 'Load package it came in (ops.load_packages).';
comment on column ops.inputs.uri is 'File, line of a file, or address.';
comment on column ops.inputs.final_uri is 'Address after redirects.';
comment on column ops.inputs.source_id is 'Publisher by its short name.';
comment on column ops.inputs.source_key is 'Publisher (sources) as known at the load; 0 when unknown.';
comment on column ops.inputs.seen_at is 'Time of the input itself: a file as it was changed, an answer as it came (UTC).';
comment on column ops.inputs.http_status is 'Status of the HTTP answer.';
comment on column ops.inputs.etag is 'ETag of the answer.';
comment on column ops.inputs.last_modified is 'Last-Modified of the answer.';
comment on column ops.inputs.document_id is 'Bytes it held (documents); null when they were not read.';
comment on column ops.inputs.article_id is 'Article it is (articles); null when it is none.';
comment on column ops.inputs.stage is 'Stage in which it ended.';
comment on column ops.inputs.fate is 'loaded, unchanged, duplicate, too_short, not_article, too_large, ...';
comment on column ops.inputs.fate_class is 'good, refused or quarantined.';
comment on column ops.inputs.reason is 'Why, in one sentence; null when it was loaded.';

create table ops.load_packages (
    package_id varchar not null,
    run_key bigint not null,
    batch_no integer not null,
    pipeline_version varchar not null,
    status varchar not null check (status in ('loaded')),
    row_count bigint not null,
    articles_new_count bigint not null,
    articles_changed_count bigint not null,
    articles_unchanged_count bigint not null,
    loaded_at timestamp not null
);

comment on table ops.load_packages is 'The done mark of a load package, written in the transaction of its rows.';
comment on column ops.load_packages.package_id is 'Name of the package: its folder.';
comment on column ops.load_packages.run_key is 'Run that wrote the package (ops.runs).';
comment on column ops.load_packages.batch_no is 'Number of the batch in that run.';
comment on column ops.load_packages.pipeline_version is 'Version of rules, code and model that filled it.';
comment on column ops.load_packages.status is 'loaded.';
comment on column ops.load_packages.row_count is 'Rows of all its tables.';
comment on column ops.load_packages.articles_new_count is 'Articles it added.';
comment on column ops.load_packages.articles_changed_count is 'Articles it changed.';
comment on column ops.load_packages.articles_unchanged_count is 'Articles it brought again without change.';
comment on column ops.load_packages.loaded_at is 'When it was loaded (UTC).';

create table ops.observations (
    article_id varchar not null,
    document_id varchar not null,
    uri varchar not null,
    seen_at timestamp not null,
    url varchar,
    file_name varchar,
    modified_at timestamp,
    headline varchar,
    body_hash varchar not null,
    source_id varchar,
    source_name varchar,
    source_domain varchar,
    clean_text varchar using compression zstd
);

comment on table ops.observations is 'One sight of a document as an article; versions and publishers are computed from these.';
comment on column ops.observations.article_id is 'Article (articles).';
comment on column ops.observations.document_id is 'Bytes that were seen (documents).';
comment on column ops.observations.uri is 'Where they were seen.';
comment on column ops.observations.seen_at is 'When they were seen (UTC).';
comment on column ops.observations.url is 'Address they were seen at.';
comment on column ops.observations.file_name is 'File they were seen in, relative to its source.';
comment on column ops.observations.modified_at is 'When the publisher says the text was changed (UTC).';
comment on column ops.observations.headline is 'Headline they hold.';
comment on column ops.observations.body_hash is 'Fingerprint of their clean_text.';
comment on column ops.observations.source_id is 'Publisher by its short name; null when unknown.';
comment on column ops.observations.source_name is 'Publisher as they name it.';
comment on column ops.observations.source_domain is 'Domain they came from.';
comment on column ops.observations.clean_text is 'Their text; null for the document in force, whose text is in article_texts.';

create table ops.surrogate_keys (
    table_name varchar not null,
    natural_id varchar not null,
    surrogate_key bigint not null
);

comment on table ops.surrogate_keys is 'Every number ever given to an entity or a publisher, so that none is given twice.';
comment on column ops.surrogate_keys.table_name is 'entities or sources.';
comment on column ops.surrogate_keys.natural_id is 'entity_id or source_id.';
comment on column ops.surrogate_keys.surrogate_key is 'entity_key or source_key.';

create table ops.source_schedules (
    source_id varchar not null,
    warn_after_hours double not null,
    error_after_hours double not null
);

comment on table ops.source_schedules is 'Publishers that are collected on a schedule, and when their silence is a fault.';
comment on column ops.source_schedules.source_id is 'Publisher by its short name.';
comment on column ops.source_schedules.warn_after_hours is 'Hours without a new article after which it is late.';
comment on column ops.source_schedules.error_after_hours is 'Hours without a new article after which it is silent.';

create table ops.snapshots (
    snapshot_id varchar not null,
    status varchar not null check (status in ('planned', 'published', 'failed')),
    planned_at timestamp not null,
    published_at timestamp,
    run_key bigint,
    byte_count bigint,
    article_count bigint,
    storage_version varchar not null
);

comment on table ops.snapshots is 'One published copy of the warehouse, as readers see it.';
comment on column ops.snapshots.snapshot_id is 'Name of the snapshot: when it was planned (UTC).';
comment on column ops.snapshots.status is 'planned, published or failed.';
comment on column ops.snapshots.planned_at is 'When it was begun (UTC).';
comment on column ops.snapshots.published_at is 'When readers got it (UTC).';
comment on column ops.snapshots.run_key is 'Run that published it (ops.runs).';
comment on column ops.snapshots.byte_count is 'Size of the file; null in the snapshot itself.';
comment on column ops.snapshots.article_count is 'Articles in it.';
comment on column ops.snapshots.storage_version is 'DuckDB storage version, which tells who can read it.';
