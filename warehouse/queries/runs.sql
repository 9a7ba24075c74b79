-- What the last runs did, how long each step took, and how their checks ended.
select
    run_key,
    started_at,
    flow_name,
    status,
    input_count,
    articles_new_count,
    articles_changed_count,
    refused_count + quarantined_count as lost_count,
    checks_warned_count,
    checks_failed_count,
    round(duration_seconds, 1) as seconds,
    round(load_seconds, 1) as load_seconds,
    round(publish_seconds, 1) as publish_seconds
from mart.runs_wide
order by run_key desc
limit 50
