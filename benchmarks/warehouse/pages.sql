-- What the pages of a dashboard ask, each a query of one chart. Parameters: $entity_key and $name
-- (the entity in most articles), $article_id, $since (90 days before the newest day), $words.

-- everywhere: how much there is
from mart.snapshot_summary;

-- everywhere: the last run and its checks
select * from mart.runs_wide order by run_key desc limit 1;

-- news: numbers of the period
select
    sum(article_count) as articles,
    sum(removed_char_count) / sum(raw_char_count) as removed_share,
    sum(near_copy_count) as near_copies,
    count(distinct source_key) as sources
from mart.source_day
where date_published >= $since;

-- news: articles a week by the four largest publishers
with largest as (
    select source_key
    from mart.source_week
    where week_published >= $since
    group by source_key
    order by sum(article_count) desc
    limit 4
)
select
    week_published,
    case when source_key in (select source_key from largest) then source_name else 'others' end as who,
    sum(article_count) as articles
from mart.source_week
group by 1, 2
order by 1;

-- news: people of the last 90 days
select entity_id, entity_name, article_count_90_days, article_count_90_days_before
from mart.entity_summary
where entity_type = 'PERSON'
order by article_count_90_days desc, entity_key
limit 25;

-- news: people of any range of weeks
with counted as (
    select entity_key, sum(article_count) as articles
    from mart.entity_week
    where entity_type = 'PERSON' and week_published between $since - 365 and $since
    group by entity_key
    order by articles desc
    limit 25
)
select entity_summary.entity_name, counted.articles
from counted
inner join mart.entity_summary on entity_summary.entity_key = counted.entity_key
order by counted.articles desc;

-- news: sparklines of 25 entities
with largest as (
    select entity_key
    from mart.entity_summary
    where entity_type = 'PERSON'
    order by article_count_90_days desc, entity_key
    limit 25
)
select entity_key, month_published, article_count
from mart.entity_month
where entity_key in (select entity_key from largest)
order by entity_key, month_published;

-- news: stripped by reason
select reason, sum(block_count) as blocks, sum(char_count) as characters
from mart.removed_day
where date_published >= $since
group by reason
order by characters desc;

-- news: latest articles
select article_id, headline, date_published, source_key
from articles
where date_published >= (select newest_day - 7 from mart.snapshot_summary)
order by date_published desc, article_key desc
limit 50;

-- article: by its id
select articles.*, texts.raw_text, texts.clean_text
from mart.article_lookup as lookup
inner join articles on articles.article_key = lookup.article_key
inner join article_texts as texts on texts.article_key = lookup.article_key
where lookup.article_id = $article_id;

-- article: its blocks
select blocks.*
from mart.article_lookup as lookup
inner join article_blocks as blocks on blocks.article_key = lookup.article_key
where lookup.article_id = $article_id;

-- article: its stripped blocks
from removed_in($article_id);

-- article: its names
select mentions.*, entities.entity_name, entities.entity_id
from mart.article_lookup as lookup
inner join mentions on mentions.article_key = lookup.article_key
inner join entities on entities.entity_key = mentions.entity_key
where lookup.article_id = $article_id;

-- article: its dates
select dates.*
from mart.article_lookup as lookup
inner join date_mentions as dates on dates.article_key = lookup.article_key
where lookup.article_id = $article_id;

-- entity: its numbers
select * from mart.entity_summary where entity_key = $entity_key;

-- entity: its months
select date_trunc('month', date_published) as month, sum(article_count) as articles
from mart.entity_day
where entity_key = $entity_key
group by 1
order by 1;

-- entity: named with
select pairs.article_count, entities.entity_name, entities.entity_id
from (
    select * from mart.entity_pair
    where entity_key = $entity_key
    order by article_count desc, other_entity_key
    limit 24
) as pairs
inner join entities on entities.entity_key = pairs.other_entity_key;

-- entity: the network among those
with near as (
    select other_entity_key as entity_key from mart.entity_pair
    where entity_key = $entity_key
    order by article_count desc, other_entity_key
    limit 24
)
select entity_key, other_entity_key, article_count
from mart.entity_pair
where entity_key in (select entity_key from near)
    and other_entity_key in (select entity_key from near)
    and entity_key < other_entity_key
order by article_count desc
limit 80;

-- entity: its spellings
select name, mention_count from entity_names where entity_key = $entity_key;

-- entity: publishers that write about it
select source_key, count(*) as articles
from mart.entity_article
where entity_key = $entity_key
group by source_key
order by articles desc;

-- entity: its latest articles
with latest as (
    select article_key, date_published, mention_count
    from mart.entity_article
    where entity_key = $entity_key
    order by date_published desc nulls last, article_key desc
    limit 50
)
select articles.article_id, articles.headline, latest.date_published, latest.mention_count
from latest
inner join articles on articles.article_key = latest.article_key
order by latest.date_published desc, latest.article_key desc;

-- entity: its latest events
with latest as (
    select date_mention_key
    from mart.entity_event
    where entity_key = $entity_key
    order by date_start desc, date_mention_key
    limit 100
)
select events.event_date, events.date_text, events.sentence, events.entity_names
from latest
inner join mart.event_day as events on events.date_mention_key = latest.date_mention_key
order by events.date_start desc;

-- timeline: months written about by months of publication
select event_month, published_month, reference_count
from mart.event_month
where published_month >= $since - 730
order by event_month, published_month;

-- timeline: days of a quarter
select event_date, count(*) as mentions, count(distinct article_key) as articles
from mart.event_day
where event_date >= $since
group by event_date
order by event_date;

-- timeline: what is said of one day
select sentence, entity_names, date_published, article_key
from mart.event_day
where date_start = $since and date_end = $since
limit 100;

-- stripped: reasons by publishers
select source_key, reason, sum(block_count) as blocks, sum(char_count) as characters
from mart.removed_day
where date_published >= $since
group by source_key, reason;

-- stripped: commonest lines
select line_text, reason, article_count, source_count
from mart.removed_line
order by article_count desc, text_hash
limit 50;

-- stripped: lines removed once
select line_text, rule_id, confidence
from mart.removed_line
where reason = 'related_links' and article_count = 1
limit 50;

-- sources: coverage by day
select source_key, date_published, article_count
from mart.source_day
where date_published >= $since - 275;

-- sources: their state
select
    source_name,
    sum(article_count) as articles,
    sum(removed_char_count) / sum(raw_char_count) as removed_share,
    sum(delay_day_count) / sum(article_count) as delay_days,
    max(date_published) as newest
from mart.source_day
group by source_name
order by articles desc;

-- runs: the last
select * from mart.runs_wide order by run_key desc limit 60;

-- search: names that begin so
select entity_name, entity_type, max(article_count) as articles
from mart.name_lookup
where folded_name >= 'ba' and folded_name < 'ba' || chr(1114111)
group by entity_name, entity_type
order by articles desc
limit 10;

-- search: one word of headlines
select date_published, article_key
from mart.headline_term
where term = $rare_word
order by date_published desc
limit 50;

-- search: a common word
select * from search($common_word) limit 50;

-- search: a rare word
select * from search($rare_word) limit 50;

-- search: three words
select * from search($words) limit 50;

-- search: the beginning of a word
select * from search($prefix) limit 50;

-- macro: articles about the entity in most articles
select article_id, headline from articles_about($name) limit 50;

-- macro: named with the entity in most articles
select other_name, article_count from co_mentioned($name) limit 50;
