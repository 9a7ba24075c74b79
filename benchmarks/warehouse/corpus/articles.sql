-- Articles first_key to last_key, last_key left out, with all that is read in them.
create or replace temp table stories as
with numbered as (
    select cast(no as bigint) as article_key
    from range(getvariable('first_key'), getvariable('last_key')) as numbers (no)
),
drawn as (
    select
        article_key,
        1 + rank_of(getvariable('sources') + 1, article_key, 1) as source_key,
        getvariable('first_day')
            + cast(article_key * 2190 // getvariable('articles') + 6 * roll(article_key, 2) as integer)
            as day,
        roll(article_key, 3) as chance,
        cast(floor(2 * getvariable('articles') * roll(article_key, 4)) as bigint) as headline_no
    from numbered
)
select
    drawn.article_key,
    drawn.source_key,
    case when drawn.chance >= 0.02 then drawn.day end as date_published,
    drawn.day,
    drawn.chance,
    left(pool.sentence, 40 + cast(drawn.article_key % 30 as integer)) as headline,
    left(md5(cast(drawn.article_key as varchar)), 16) as article_id,
    sha256(cast(drawn.article_key as varchar)) as document_id,
    1 + (drawn.article_key - 1) // getvariable('run_size') as run_key,
    cast(drawn.day as timestamp) + interval 7 hour as seen_at,
    'https://source-' || drawn.source_key || '.example/' || strftime(drawn.day, '%Y/%m/%d') || '/'
        || replace(lower(left(pool.sentence, 30)), ' ', '-') || '-' || drawn.article_key as url
from drawn
inner join pool on pool.no = drawn.headline_no
order by drawn.article_key;

create or replace temp table bodies as
with drawn as (
    select
        stories.article_key,
        places.no as place,
        cast(floor(2 * getvariable('articles') * roll(stories.article_key, 100 + places.no)) as bigint)
            as sentence_no
    from stories
    cross join range(21) as places (no)
)
select
    drawn.article_key,
    string_agg(
        pool.sentence || case when drawn.place = 20 then '' when drawn.place % 3 = 2 then e'\n\n' else ' ' end,
        '' order by drawn.place
    ) as clean_text
from drawn
inner join pool on pool.no = drawn.sentence_no
group by drawn.article_key;

-- Five stripped lines an article: three of its publisher's, a credit, and a link to another story.
create or replace temp table stripped as
with lines as (
    select
        stories.article_key,
        stories.source_key,
        stories.run_key,
        places.no as place,
        case places.no
            when 0 then 'Copyright ' || stories.source_key || ' Publishing Company, all rights reserved.'
            when 1 then 'Sign up for the newsletter no. ' || (stories.article_key % 7) || ' of source ' || stories.source_key
            when 2 then 'Share this on network ' || (stories.article_key % 40)
            when 3 then 'Photo: ' || names.name || ' / Wire ' || (stories.article_key % 900)
            else 'Read more: ' || left(pool.sentence, 50)
        end as block_text,
        case places.no
            when 0 then 'copyright_notice'
            when 1 then 'newsletter_signup'
            when 2 then 'share_links'
            when 3 then 'photo_credit'
            else 'related_links'
        end as reason
    from stories
    cross join range(5) as places (no)
    inner join pool on pool.no = cast(floor(2 * getvariable('articles') * roll(stories.article_key, 50)) as bigint)
    inner join names on names.entity_no = rank_of(getvariable('entities') + 1, stories.article_key, 51)
)
select
    lines.*,
    cast(
        length(stories.headline) + 1 + clean_length() + 1
        + sum(length(lines.block_text) + 1) over (
            partition by lines.article_key order by lines.place
            rows between unbounded preceding and 1 preceding
        ) as integer
    ) as later_start,
    length(stories.headline) + 1 + clean_length() + 1 as first_start
from lines
inner join stories on stories.article_key = lines.article_key;

insert into article_texts
select
    stories.article_key,
    stories.headline || e'\n' || bodies.clean_text || e'\n' || feet.lines,
    bodies.clean_text
from stories
inner join bodies on bodies.article_key = stories.article_key
inner join (
    select article_key, string_agg(block_text, e'\n' order by place) as lines
    from stripped
    group by article_key
) as feet on feet.article_key = stories.article_key
order by stories.article_key;

insert into removed_blocks
select
    article_key * 1048576 + place + 1,
    article_key,
    source_key,
    coalesce(later_start, first_start),
    coalesce(later_start, first_start) + length(block_text),
    block_text,
    reason,
    reason || '_line',
    '1',
    0.9,
    left(md5(lower(block_text)), 16),
    null,
    run_key
from stripped
order by article_key, place;

insert into articles by name
select
    stories.article_key,
    stories.article_id,
    stories.source_key,
    stories.url,
    stories.url as canonical_url,
    stories.headline,
    'metadata' as headline_method,
    stories.date_published,
    case when stories.date_published is null then 'none' else 'metadata' end as date_published_method,
    case when stories.date_published is not null then 'day' end as date_published_precision,
    case when stories.date_published is not null then 0.95 end as date_published_confidence,
    'story' as article_form,
    'en' as language_code,
    1.0 as language_share,
    450 as word_count,
    length(texts.raw_text) as raw_chars,
    length(texts.clean_text) as clean_chars,
    1 - length(texts.clean_text) / length(texts.raw_text) as removed_share,
    left(stories.document_id, 32) as body_hash,
    1 as version_no,
    stories.document_id,
    case when stories.chance > 0.95 then stories.article_id end as near_copy_group_id,
    '1' as pipeline_version,
    stories.seen_at as first_seen_at,
    stories.seen_at as loaded_at,
    stories.run_key
from stories
inner join article_texts as texts on texts.article_key = stories.article_key
order by stories.article_key;

insert into article_blocks
select article_key, no, role, char_start, char_end, clean_char_start, clean_char_end, removed_block_key
from (
    select
        article_key, 1 as no, 'headline' as role, 0 as char_start, length(headline) as char_end,
        null as clean_char_start, null as clean_char_end, null as removed_block_key
    from stories
    union all
    select
        stories.article_key,
        2 + places.no,
        'body',
        length(stories.headline) + 1 + sentence_start(3 * places.no),
        length(stories.headline) + 1 + sentence_start(3 * places.no) + 374,
        sentence_start(3 * places.no),
        sentence_start(3 * places.no) + 374,
        null
    from stories
    cross join range(7) as places (no)
    union all
    select
        article_key, 9 + place, 'removed', coalesce(later_start, first_start),
        coalesce(later_start, first_start) + length(block_text), null, null,
        article_key * 1048576 + place + 1
    from stripped
)
order by article_key, no;

insert into sentences
select
    stories.article_key, places.no + 1, sentence_start(places.no), sentence_start(places.no) + 124
from stories
cross join range(21) as places (no)
order by stories.article_key, places.no;

insert into mentions by name
with drawn as materialized (
    select
        stories.article_key,
        places.no as place,
        rank_of(getvariable('entities') + 1, stories.article_key, 200 + places.no % 10) as entity_no,
        length(stories.headline) + 1 as body_start
    from stories
    cross join range(19) as places (no)
)
select
    drawn.article_key * 1048576 + drawn.place + 1 as mention_key,
    drawn.article_key,
    drawn.entity_no + 1 as entity_key,
    names.name as mention_text,
    names.entity_type as label,
    case when drawn.place = 0 then 'headline' else 'body' end as zone,
    case when drawn.place > 0 then sentence_start(drawn.place) + 20 end as char_start,
    case when drawn.place > 0 then sentence_start(drawn.place) + 30 end as char_end,
    case when drawn.place = 0 then 2 else body_start + sentence_start(drawn.place) + 20 end
        as raw_char_start,
    case when drawn.place = 0 then 12 else body_start + sentence_start(drawn.place) + 30 end
        as raw_char_end,
    case when drawn.place > 0 then drawn.place + 1 end as sentence_no,
    'model' as method,
    names.entity_id as local_entity_id
from drawn
inner join names on names.entity_no = drawn.entity_no
order by drawn.article_key, drawn.place;

insert into article_entities
with counted as (
    select article_key, entity_key, count(*) as mention_count, bool_or(zone = 'headline') as in_headline
    from mentions
    where article_key >= getvariable('first_key')
    group by article_key, entity_key
)
select
    counted.article_key,
    counted.entity_key,
    stories.date_published,
    stories.source_key,
    counted.mention_count,
    counted.in_headline,
    least(counted.mention_count / 5.0, 1)
from counted
inner join stories on stories.article_key = counted.article_key
order by counted.article_key, counted.entity_key;

insert into article_names
select
    links.article_key,
    names.entity_id,
    names.name,
    names.entity_type,
    names.name,
    true,
    split_part(names.name, ' ', 2),
    null,
    links.mention_count,
    cast(links.in_headline as integer),
    20
from article_entities as links
inner join names on names.entity_no + 1 = links.entity_key
where links.article_key >= getvariable('first_key')
order by links.article_key, links.entity_key;

insert into date_mentions by name
with drawn as (
    select
        stories.*,
        places.no as place,
        cast(floor(21 * roll(stories.article_key, 300 + places.no)) as integer) as sentence_no,
        stories.day - cast(floor(pow(3000, roll(stories.article_key, 310 + places.no))) as integer) + 20
            as about,
        roll(stories.article_key, 320 + places.no) as chance_of_day
    from stories
    cross join range(4) as places (no)
)
select
    drawn.article_key * 1048576 + drawn.place + 1 as date_mention_key,
    drawn.article_key,
    substring(texts.clean_text, sentence_start(drawn.sentence_no) + 41, 8) as date_text,
    'body' as zone,
    sentence_start(drawn.sentence_no) + 40 as char_start,
    sentence_start(drawn.sentence_no) + 48 as char_end,
    length(drawn.headline) + 1 + sentence_start(drawn.sentence_no) + 40 as raw_char_start,
    length(drawn.headline) + 1 + sentence_start(drawn.sentence_no) + 48 as raw_char_end,
    drawn.sentence_no + 1 as sentence_no,
    'DATE' as timex_type,
    strftime(drawn.about, '%Y-%m-%d') as timex_value,
    case
        when chance_of_day < 0.6 then drawn.about
        when chance_of_day < 0.8 then cast(date_trunc('month', drawn.about) as date)
        else cast(date_trunc('year', drawn.about) as date)
    end as date_start,
    case
        when chance_of_day < 0.6 then drawn.about
        when chance_of_day < 0.8 then last_day(drawn.about)
        else cast(date_trunc('year', drawn.about) + interval 1 year - interval 1 day as date)
    end as date_end,
    case
        when chance_of_day < 0.6 then 'day' when chance_of_day < 0.8 then 'month' else 'year'
    end as precision,
    drawn.date_published as anchor_date,
    'publication_day' as anchor_kind,
    'invented' as rule_id,
    0.8 as confidence
from drawn
inner join article_texts as texts on texts.article_key = drawn.article_key
order by drawn.article_key, drawn.place;

insert into documents
select
    document_id, 'text/html', 48000, 'utf-8', 'archive/' || run_key || '.warc.gz',
    (article_key % getvariable('run_size')) * 9000, seen_at
from stories
order by article_key;

insert into article_versions
select article_id, 1, seen_at, null, headline, left(document_id, 32), null, document_id, null
from stories
order by article_key;

insert into article_authors
select stories.article_key, 1, names.name
from stories
inner join names on names.entity_no = rank_of(getvariable('entities') + 1, stories.article_key, 60)
order by stories.article_key;

insert into date_candidates
select
    article_key, 1, date_published, 'metadata', strftime(date_published, '%Y-%m-%d'), 'day', 0.95, true, null
from stories
where date_published is not null
order by article_key;

insert into ops.observations
select
    article_id, document_id, url, seen_at, url, null, null, headline, left(document_id, 32),
    'source-' || source_key, 'Source ' || source_key, 'source-' || source_key || '.example', null
from stories
order by article_key;

insert into ops.inputs by name
select
    run_key,
    1 + (article_key - 1) % getvariable('run_size') as input_no,
    'run-' || run_key as package_id,
    url as uri,
    'source-' || source_key as source_id,
    source_key,
    seen_at,
    200 as http_status,
    document_id,
    article_id,
    'load' as stage,
    'loaded' as fate,
    'good' as fate_class
from stories
order by article_key;

insert into ops.runs by name
select
    run_key,
    'run-' || run_key as run_id,
    'ingest' as flow_name,
    'schedule' as trigger,
    min(seen_at) as started_at,
    min(seen_at) + interval 5 minute as finished_at,
    300.0 as duration_seconds,
    'succeeded' as status,
    count(*) as input_count,
    count(*) as loaded_count,
    count(*) as good_count,
    count(*) as articles_new_count
from stories
group by run_key
order by run_key;

-- A fingerprint has 256 places, and 51 bands by which near copies are looked up.
insert into article_fingerprints
select
    stories.article_key,
    '1/invented',
    430,
    cast(hash(stories.article_key) >> 1 as bigint),
    to_base64(unhex(string_agg(sha256(concat(stories.article_key, ' ', parts.no)), '')))
from stories
cross join range(6) as parts (no)
group by stories.article_key
order by stories.article_key;

insert into ops.fingerprint_bands
select cast(hash(stories.article_key, bands.no) >> 1 as bigint), stories.article_key
from stories
cross join range(51) as bands (no)
order by stories.article_key;

-- What `warehouse/word_index.py` reads the words of.
create or replace temp table new_article_texts as
select article_key, clean_text from bodies;

create or replace temp table changed_article_texts as
select article_key from stories;
