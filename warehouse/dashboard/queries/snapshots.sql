-- The snapshots that were published.
select
    snapshot_id,
    published_at,
    run_key,
    byte_count,
    article_count,
    status,
    (
        select max(rolled_back_at)
        from ops.rollbacks
        where from_snapshot_id = snapshots.snapshot_id
    ) as rolled_back_at
from ops.snapshots as snapshots
order by snapshot_id desc
limit 10
