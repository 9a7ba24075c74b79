-- What a snapshot was built with, and what the macro of freshness is for.

alter table ops.snapshots add column marts_digest varchar;

comment on column ops.snapshots.marts_digest is 'Digest of the files of the marts and macros in it; another one means that a new snapshot is due. Null before this was recorded.';

comment on macro table ops.freshness_at is 'Each publisher with its newest article and how late it is at a moment (UTC): ok, warn, error, or unscheduled.';
