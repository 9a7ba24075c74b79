-- The snapshots that were published.
select snapshot_id, published_at, run_key, byte_count, article_count, status
from ops.snapshots
order by snapshot_id desc
limit 10
