-- Readers that were taken back to an older snapshot.

create table ops.rollbacks (
    rolled_back_at timestamp not null,
    from_snapshot_id varchar,
    to_snapshot_id varchar not null
);

comment on table ops.rollbacks is 'One time that readers were taken back from a snapshot to an older one.';
comment on column ops.rollbacks.rolled_back_at is 'When it was done (UTC).';
comment on column ops.rollbacks.from_snapshot_id is 'Snapshot that was left (ops.snapshots); null when there was none.';
comment on column ops.rollbacks.to_snapshot_id is 'Snapshot that readers got instead (ops.snapshots).';
