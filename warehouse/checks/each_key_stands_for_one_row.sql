-- severity: error
-- Two rows share a number that must be theirs alone; large tables have no key to prevent it.
select 'articles' as table_name, article_key as row_key from articles group by 2 having count(*) > 1
union all
select 'entities', entity_key from entities group by 2 having count(*) > 1
union all
select 'sources', source_key from sources group by 2 having count(*) > 1
union all
select 'removed_blocks', removed_block_key from removed_blocks group by 2 having count(*) > 1
union all
select 'mentions', mention_key from mentions group by 2 having count(*) > 1
union all
select 'date_mentions', date_mention_key from date_mentions group by 2 having count(*) > 1
