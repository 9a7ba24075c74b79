-- severity: error
-- A wide view has more or fewer rows than the table that it widens: a join lost or doubled some.
with counts as (
    select
        'articles_wide' as view_name,
        (select count(*) from articles) as found,
        (select count(*) from mart.articles_wide) as listed
    union all
    select
        'mentions_wide',
        (select count(*) from mentions),
        (select count(*) from mart.mentions_wide)
    union all
    select
        'dates_wide',
        (select count(*) from date_mentions),
        (select count(*) from mart.dates_wide)
    union all
    select
        'removed_wide',
        (select count(*) from removed_blocks),
        (select count(*) from mart.removed_wide)
    union all
    select
        'runs_wide',
        (select count(*) from ops.runs),
        (select count(*) from mart.runs_wide)
)
select view_name, found, listed
from counts
where found <> listed
