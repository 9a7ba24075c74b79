-- A warehouse made by rule, as large as asked: articles of an invented valley over two years, with
-- names, dates, removed lines and runs. The same number of articles gives the same rows.
-- parameters: article_count

create temp table people as
select
    row_number() over (order by hash(first || last)) as entity_key,
    first || ' ' || last as entity_name,
    'PERSON' as entity_type
from unnest(['Ada', 'Maren', 'Omar', 'Ines', 'Tobias', 'Hanne', 'Viktor', 'Lorna', 'Kofi', 'Grace'])
    as firsts (first)
cross join unnest(['Holt', 'Calloway', 'Renn', 'Okafor', 'Weidemann', 'Solvang', 'Adeyemi', 'Sato',
    'Lindqvist', 'Haddad']) as lasts (last);

create temp table others as
select
    100 + row_number() over (order by hash(name)) as entity_key,
    name as entity_name,
    case when ends_with(name, 'Council') or ends_with(name, 'Trust') then 'ORG' else 'GPE' end
        as entity_type
from unnest(['Tarnwick', 'Oldmere', 'Brackenford', 'Port Ellery', 'Carrside', 'Low Ferry',
    'Sundmark', 'Weirside', 'Oldmere Council', 'Harbour Trust', 'Water Trust', 'Bridge Council'])
    as names (name);

insert into entities
select entity_key, printf('%016x', hash(entity_name)), entity_name, entity_type, null, null, null, 0
from (from people union all from others);

insert into entity_names
select entity_key, entity_name, 0, true
from entities;

insert into sources
select
    i,
    'publisher-' || i,
    ['The Tarnwick Ledger', 'Oldmere Gazette', 'Valley Post', 'Harbour Wire', 'The Ford Observer',
        'Evening Mere', 'Morning Tide', 'Fell & Dale', 'Carrside Courier', 'Ellery Echo',
        'The Sundmark Times', 'Low Ferry News'][i],
    'publisher-' || i || '.example',
    'GB',
    'en'
from range(1, 13) as numbers (i);

-- u is a number from 0 to 1, another for each purpose.
create temp macro u(i, purpose) as (hash(i * 31 + purpose) % 1000003) / 1000003.0;

create temp table drafts as
select
    i as article_key,
    printf('%016x', hash('article' || i)) as article_id,
    cast(1 + floor(12 * power(u(i, 1), 2)) as bigint) as source_key,
    date '2026-06-30' - cast(floor(728 * power(u(i, 2), 1.4)) as integer) as date_published,
    person.entity_key as person_key,
    person.entity_name as person,
    other.entity_key as other_key,
    other.entity_name as other,
    place.entity_key as place_key,
    place.entity_name as place,
    ['meets', 'answers', 'thanks', 'writes to', 'visits'][1 + i % 5] as verb,
    cast(floor(420 * power(u(i, 6), 3)) as integer) as days_back
from range(1, cast($article_count as bigint) + 1) as numbers (i)
inner join people as person
    on person.entity_key = 1 + cast(floor(99 * power(u(i, 3), 2.6)) as integer)
inner join people as other
    on other.entity_key = 1 + (person.entity_key + cast(floor(20 * u(i, 4)) as integer)) % 100
inner join others as place on place.entity_key = 101 + cast(floor(11 * power(u(i, 5), 1.6)) as integer);

create temp table texts as
select
    *,
    person || ' ' || verb || ' ' || other || ' in ' || place as headline,
    person || ' ' || verb || ' ' || other || ' in ' || place || ' on ' as opening,
    strftime(date_published - days_back, '%-d %B %Y') as date_text,
    '. The talks lasted two hours, and nobody left early. A report is due next month.' as closing,
    '© ' || year(date_published) || ' Publisher ' || source_key || '. All rights reserved.' as footer
from drafts;

insert into articles (
    article_key, article_id, source_key, url, canonical_url, headline, headline_method,
    date_published, date_published_method, date_published_precision, date_published_confidence,
    article_form, language_code, word_count, raw_chars, clean_chars, removed_share, body_hash,
    version_no, document_id, pipeline_version, first_seen_at, loaded_at, run_key, language_share
)
select
    article_key, article_id, source_key,
    'https://publisher-' || source_key || '.example/' || article_key,
    'https://publisher-' || source_key || '.example/' || article_key,
    case when article_key % 23 > 0 then headline end,
    case when article_key % 23 > 0 then 'title_line' else 'none' end,
    date_published, 'metadata', 'day', 0.95, 'story', 'en',
    len(string_split(opening || date_text || closing, ' ')),
    length(headline) + 2 + length(opening || date_text || closing) + 2 + length(footer),
    length(opening || date_text || closing),
    length(footer)
        / (length(headline) + 4.0 + length(opening || date_text || closing) + length(footer)),
    printf('%016x', hash(opening || date_text)), 1, printf('%064x', hash(article_key)),
    'made', date_published + interval 9 hour, date_published + interval 10 hour, 1, 1.0
from texts;

insert into article_texts
select
    article_key,
    headline || chr(10) || chr(10) || opening || date_text || closing || chr(10) || chr(10) || footer,
    opening || date_text || closing
from texts;

insert into article_blocks
select article_key, 1, 'headline', 0, length(headline), null, null, null from texts
union all
select
    article_key, 2, 'body', length(headline) + 2,
    length(headline) + 2 + length(opening || date_text || closing),
    0, length(opening || date_text || closing), null
from texts
union all
select
    article_key, 3, 'removed', length(headline) + 4 + length(opening || date_text || closing),
    length(headline) + 4 + length(opening || date_text || closing) + length(footer),
    null, null, article_key * 1048576
from texts;

insert into removed_blocks
select
    article_key * 1048576, article_key, source_key,
    length(headline) + 4 + length(opening || date_text || closing),
    length(headline) + 4 + length(opening || date_text || closing) + length(footer), footer,
    ['copyright_notice', 'terms_of_use', 'newsletter_signup', 'related_links', 'photo_credit'][
        1 + (article_key * source_key) % 5
    ],
    'made-' || (article_key * source_key) % 5, '1', 0.7 + 0.3 * u(article_key, 7),
    printf('%016x', hash(footer)), null, 1
from texts;

insert into sentences
select article_key, 0, 0, length(opening || date_text) + 1 from texts;

insert into mentions
with places as (
    select article_key, 1 as no, person_key as entity_key, person as name, 0 as start from texts
    union all
    select article_key, 2, other_key, other, length(person || ' ' || verb || ' ') from texts
    union all
    select article_key, 3, place_key, place, length(person || ' ' || verb || ' ' || other || ' in ')
    from texts
)
select
    places.article_key * 8 + places.no, places.article_key, places.entity_key, places.name,
    entities.entity_type, 'body', places.start, places.start + length(places.name),
    length(texts.headline) + 2 + places.start,
    length(texts.headline) + 2 + places.start + length(places.name),
    0, 'made', entities.entity_id
from places
inner join texts on texts.article_key = places.article_key
inner join entities on entities.entity_key = places.entity_key;

insert into article_entities
select
    mentions.article_key, mentions.entity_key, any_value(articles.date_published),
    any_value(articles.source_key), count(*), any_value(articles.headline) is not null, 0.5
from mentions
inner join articles on articles.article_key = mentions.article_key
group by mentions.article_key, mentions.entity_key;

update entities
set article_count = counted.n, first_seen = counted.first_day, last_seen = counted.last_day
from (
    select entity_key, count(*) as n, min(date_published) as first_day, max(date_published) as last_day
    from article_entities
    group by entity_key
) as counted
where counted.entity_key = entities.entity_key;

update entity_names
set mention_count = counted.n
from (select entity_key, count(*) as n from mentions group by entity_key) as counted
where counted.entity_key = entity_names.entity_key;

insert into date_mentions
select
    article_key, article_key, date_text, 'body', length(opening), length(opening || date_text),
    length(headline) + 2 + length(opening), length(headline) + 2 + length(opening || date_text), 0,
    'DATE', cast(date_published - days_back as varchar), null, date_published - days_back,
    date_published - days_back, 'day', null, null, 'made', 0.98
from texts;

insert into ops.runs (
    run_key, run_id, flow_name, trigger, command, started_at, finished_at, duration_seconds, status,
    input_count, loaded_count, good_count, refused_count, quarantined_count, articles_new_count,
    pipeline_version, code_version
)
select
    i, 'run-' || i, 'ingest', 'schedule', 'dateline run',
    timestamp '2026-05-01 06:00:00' + i * interval 1 day,
    timestamp '2026-05-01 06:01:00' + i * interval 1 day,
    40 + 50 * u(i, 8),
    case when i % 17 = 0 then 'failed' when i % 11 = 0 then 'partial' else 'succeeded' end,
    40 + i % 13, case when i % 17 = 0 then 0 else 20 + cast(30 * u(i, 9) as integer) end, 30, i % 3, 0,
    20, 'made', '1'
from range(1, 61) as numbers (i);

insert into ops.run_steps
select
    runs.run_key, steps.step_no, steps.step_name, steps.step_no * 2 * u(runs.run_key, steps.step_no),
    'succeeded', 40, 40, 0, null
from ops.runs as runs
cross join (
    select unnest([1, 2, 3, 4]) as step_no, unnest(['extract', 'clean', 'enrich', 'load']) as step_name
) as steps;
