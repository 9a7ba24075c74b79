-- One row is a run with the seconds of its steps and the outcome of its checks. Key: run_key.
-- Question: what did the pipeline do, how long did it take, and what was wrong? Sorted by nothing,
-- as it is a view.
create or replace view mart.runs_wide as
with steps as (
    select
        run_key,
        sum(duration_seconds) filter (where step_name = 'extract') as extract_seconds,
        sum(duration_seconds) filter (where step_name = 'clean') as clean_seconds,
        sum(duration_seconds) filter (where step_name = 'enrich') as enrich_seconds,
        sum(duration_seconds) filter (where step_name = 'load') as load_seconds,
        sum(duration_seconds) filter (where step_name = 'check') as check_seconds,
        sum(duration_seconds) filter (where step_name = 'publish') as publish_seconds
    from ops.run_steps
    group by run_key
),
checks as (
    select
        run_key,
        count(*) filter (where status = 'passed') as checks_passed_count,
        count(*) filter (where status = 'warned') as checks_warned_count,
        count(*) filter (where status = 'failed') as checks_failed_count
    from ops.run_checks
    group by run_key
)
select
    runs.run_key,
    runs.run_id,
    runs.flow_name,
    runs.trigger,
    runs.status,
    runs.started_at,
    runs.finished_at,
    runs.duration_seconds,
    runs.input_count,
    runs.loaded_count,
    runs.unchanged_count,
    runs.good_count,
    runs.refused_count,
    runs.quarantined_count,
    runs.articles_new_count,
    runs.articles_changed_count,
    runs.articles_unchanged_count,
    coalesce(checks.checks_passed_count, 0) as checks_passed_count,
    coalesce(checks.checks_warned_count, 0) as checks_warned_count,
    coalesce(checks.checks_failed_count, 0) as checks_failed_count,
    steps.extract_seconds,
    steps.clean_seconds,
    steps.enrich_seconds,
    steps.load_seconds,
    steps.check_seconds,
    steps.publish_seconds,
    runs.snapshot_id,
    runs.code_version,
    runs.model_name,
    runs.model_version,
    runs.command,
    runs.error_text
from ops.runs
left join steps on steps.run_key = runs.run_key
left join checks on checks.run_key = runs.run_key;

comment on view mart.runs_wide is 'One run with the seconds of its steps and the outcome of its checks.';
comment on column mart.runs_wide.run_key is 'Number of the run in this warehouse.';
comment on column mart.runs_wide.run_id is 'Name of the run.';
comment on column mart.runs_wide.flow_name is 'Which flow ran: ingest, reprocess, backfill, ...';
comment on column mart.runs_wide.trigger is 'Who started it: manual, schedule, backfill, unknown.';
comment on column mart.runs_wide.status is 'running, succeeded, partial (some inputs lost), failed, interrupted (killed).';
comment on column mart.runs_wide.started_at is 'When it started (UTC).';
comment on column mart.runs_wide.finished_at is 'When it ended (UTC); null while it runs and when it was killed.';
comment on column mart.runs_wide.duration_seconds is 'Seconds from start to end.';
comment on column mart.runs_wide.input_count is 'Inputs it saw.';
comment on column mart.runs_wide.loaded_count is 'Inputs that were loaded.';
comment on column mart.runs_wide.unchanged_count is 'Inputs that brought nothing new.';
comment on column mart.runs_wide.good_count is 'Inputs that ended well, loaded or for a good reason not.';
comment on column mart.runs_wide.refused_count is 'Inputs that were refused.';
comment on column mart.runs_wide.quarantined_count is 'Inputs that failed and may be tried again.';
comment on column mart.runs_wide.articles_new_count is 'Articles it added.';
comment on column mart.runs_wide.articles_changed_count is 'Articles it changed.';
comment on column mart.runs_wide.articles_unchanged_count is 'Articles it brought again without change.';
comment on column mart.runs_wide.checks_passed_count is 'Checks that passed.';
comment on column mart.runs_wide.checks_warned_count is 'Checks that warned.';
comment on column mart.runs_wide.checks_failed_count is 'Checks that failed: nothing was published.';
comment on column mart.runs_wide.extract_seconds is 'Seconds of reading pages and texts, summed over workers.';
comment on column mart.runs_wide.clean_seconds is 'Seconds of stripping boilerplate, summed over workers.';
comment on column mart.runs_wide.enrich_seconds is 'Seconds of finding names and dates, summed over workers.';
comment on column mart.runs_wide.load_seconds is 'Seconds of loading.';
comment on column mart.runs_wide.check_seconds is 'Seconds of checking.';
comment on column mart.runs_wide.publish_seconds is 'Seconds of publishing; null when nothing was published.';
comment on column mart.runs_wide.snapshot_id is 'Snapshot it published; null when none.';
comment on column mart.runs_wide.code_version is 'Version of the code.';
comment on column mart.runs_wide.model_name is 'Language model.';
comment on column mart.runs_wide.model_version is 'Version of the language model.';
comment on column mart.runs_wide.command is 'The command as typed.';
comment on column mart.runs_wide.error_text is 'Why it failed; null otherwise.';
