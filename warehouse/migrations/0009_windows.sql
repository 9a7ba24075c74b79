-- Days that a backfill has done, so that one done again goes on where the last one ended.

create table ops.windows (
    source_id varchar not null,
    day date not null,
    run_key bigint not null,
    done_at timestamp not null
);

comment on table ops.windows is 'One day of one source that a backfill has read to its end.';
comment on column ops.windows.source_id is 'Source by its short name, as it was collected.';
comment on column ops.windows.day is 'Day of the inputs: of publication where the source says it, else of their own time (UTC).';
comment on column ops.windows.run_key is 'Run that read them (ops.runs).';
comment on column ops.windows.done_at is 'When it had loaded them (UTC).';
