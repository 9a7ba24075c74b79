-- What is known when all articles are there: their entities, and the keys that were given out.
insert into entities
select
    names.entity_no + 1,
    names.entity_id,
    names.name,
    names.entity_type,
    null,
    min(links.date_published),
    max(links.date_published),
    count(*)
from article_entities as links
inner join names on names.entity_no + 1 = links.entity_key
group by names.entity_no, names.entity_id, names.name, names.entity_type
order by names.entity_no;

insert into entity_names
with counted as (
    select entity_key, cast(sum(mention_count) as integer) as mention_count
    from article_entities
    group by entity_key
)
select
    entities.entity_key,
    case when spellings.is_canonical then entity_name else split_part(entity_name, ' ', 2) end,
    case
        when spellings.is_canonical then mention_count - mention_count // 3
        else mention_count // 3
    end,
    spellings.is_canonical
from entities
inner join counted on counted.entity_key = entities.entity_key
cross join (values (true), (false)) as spellings (is_canonical)
order by entities.entity_key, spellings.is_canonical desc;

insert into ops.load_packages
select 'run-' || run_key, run_key, 1, '1', 'loaded', input_count, input_count, 0, 0, finished_at
from ops.runs
order by run_key;

insert into ops.surrogate_keys
select 'entities', entity_id, entity_key from entities
union all
select 'sources', source_id, source_key from sources
order by 1, 3;
