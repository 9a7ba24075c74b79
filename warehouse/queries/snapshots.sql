-- The snapshots that were published, and when readers were taken back from one.
select
    snapshots.snapshot_id,
    snapshots.published_at,
    snapshots.run_key,
    snapshots.article_count,
    snapshots.byte_count,
    snapshots.status,
    rollbacks.rolled_back_at,
    rollbacks.to_snapshot_id as rolled_back_to
from ops.snapshots as snapshots
left join ops.rollbacks as rollbacks on rollbacks.from_snapshot_id = snapshots.snapshot_id
order by snapshots.snapshot_id desc, rollbacks.rolled_back_at
