-- What was stripped from whom: characters by reason, of the publishers with most.
with largest as (
    select source_key
    from mart.removed_day
    group by source_key
    order by sum(char_count) desc, source_key
    limit 10
)
select
    removed.reason,
    removed.source_key,
    sources.source_name,
    cast(sum(removed.block_count) as bigint) as block_count,
    cast(sum(removed.char_count) as bigint) as char_count
from mart.removed_day as removed
inner join largest on largest.source_key = removed.source_key
inner join sources on sources.source_key = removed.source_key
group by removed.reason, removed.source_key, sources.source_name
order by removed.reason, removed.source_key
