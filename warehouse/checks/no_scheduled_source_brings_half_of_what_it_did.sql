-- severity: warn
-- A source that is collected on a schedule brought less than half as many new articles in seven
-- days as in an average week of the four before. Fewer than 20 a week tell nothing.
with arrivals as (
    select
        inputs.source_id,
        inputs.article_id,
        min(date_diff('day', articles.first_seen_at, cast($now as timestamp))) as days_ago
    from ops.inputs as inputs
    inner join articles on articles.article_id = inputs.article_id
    where inputs.source_id in (select source_id from ops.source_schedules)
        and articles.first_seen_at <= cast($now as timestamp)
    group by inputs.source_id, inputs.article_id
),
weeks as (
    select
        source_id,
        count(*) filter (where days_ago < 7) as last_week,
        count(*) filter (where days_ago between 7 and 34) / 4 as week_before
    from arrivals
    group by source_id
)
select source_id, last_week, week_before
from weeks
where week_before >= 20 and last_week < week_before / 2
