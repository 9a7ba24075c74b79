-- Collection from the web: what is on record of feeds, pages, hosts and moves between runs.

alter table ops.inputs add column may_retry boolean;
alter table ops.inputs add column is_certificate_checked boolean;

comment on column ops.inputs.may_retry is 'True when a later request may have more luck; null when it was not fetched.';
comment on column ops.inputs.is_certificate_checked is 'False when its source allows a bad certificate; null when it was not fetched.';

create table ops.polls (
    address varchar not null,
    source_id varchar not null,
    kind varchar,
    named_by varchar,
    asked_address varchar not null,
    final_address varchar,
    etag varchar,
    last_modified varchar,
    document_id varchar,
    polled_at timestamp not null,
    answered_at timestamp,
    brought_at timestamp,
    usual_gap_hours double,
    entry_count integer,
    failure_weight double not null,
    wait_hours double not null,
    due_at timestamp not null,
    fate varchar not null,
    reason varchar,
    is_scheduled boolean not null
);

comment on table ops.polls is 'One feed, sitemap, list or home page that is asked again and again.';
comment on column ops.polls.address is 'Its address, as the source or another one names it.';
comment on column ops.polls.source_id is 'Source of config/sources.toml, or host of an address of the command line.';
comment on column ops.polls.kind is 'feed, sitemap, addresses or site; null until it could be read.';
comment on column ops.polls.named_by is 'Sitemap index or home page that names it; null for the source itself.';
comment on column ops.polls.asked_address is 'Address that is asked for: where it moved for ever.';
comment on column ops.polls.final_address is 'Where it was had last, after redirects; the validators are of this address.';
comment on column ops.polls.etag is 'ETag as received last.';
comment on column ops.polls.last_modified is 'Last-Modified as received last.';
comment on column ops.polls.document_id is 'sha256 of the bytes had last.';
comment on column ops.polls.polled_at is 'When it was asked last (UTC).';
comment on column ops.polls.answered_at is 'When it was read, or was unchanged, last (UTC).';
comment on column ops.polls.brought_at is 'When it named something new last (UTC).';
comment on column ops.polls.usual_gap_hours is 'Hours between two new things, as a running mean; null before the second.';
comment on column ops.polls.entry_count is 'Entries when it was read last.';
comment on column ops.polls.failure_weight is 'Failures since it answered last; a name that does not resolve counts a quarter.';
comment on column ops.polls.wait_hours is 'Hours until it is due again: fewer when it brings news, more when not.';
comment on column ops.polls.due_at is 'When a scheduled run asks it again (UTC).';
comment on column ops.polls.fate is 'Word in which the last poll ended.';
comment on column ops.polls.reason is 'Why, in one sentence.';
comment on column ops.polls.is_scheduled is 'True when its source is an enabled block of config/sources.toml.';

create table ops.named_pages (
    address varchar not null,
    named_by varchar not null,
    source_id varchar not null,
    named_at timestamp not null,
    days varchar
);

comment on table ops.named_pages is 'One page that one feed, sitemap or list on the web names.';
comment on column ops.named_pages.address is 'Its address.';
comment on column ops.named_pages.named_by is 'Address of the feed or sitemap (polls).';
comment on column ops.named_pages.source_id is 'Source that it is collected for.';
comment on column ops.named_pages.named_at is 'When that one was read with it in (UTC).';
comment on column ops.named_pages.days is 'Days of publication that it states, as JSON; null when none.';

create table ops.moves (
    old_address varchar not null,
    new_address varchar not null,
    article_id varchar not null,
    moved_at timestamp not null
);

comment on table ops.moves is 'One article whose page moved for ever; it keeps its article_id.';
comment on column ops.moves.old_address is 'Address it was known by.';
comment on column ops.moves.new_address is 'Address it has now.';
comment on column ops.moves.article_id is 'Article (articles).';
comment on column ops.moves.moved_at is 'When the move was seen (UTC).';

create table ops.robots (
    origin varchar not null,
    state varchar not null,
    reason varchar not null,
    read_at timestamp not null,
    body varchar using compression zstd
);

comment on table ops.robots is 'The robots.txt of one site, as it was read last.';
comment on column ops.robots.origin is 'Scheme, host and port.';
comment on column ops.robots.state is 'rules, missing, not_robots, unreachable or lost; see RFC 9309 for what each allows.';
comment on column ops.robots.reason is 'What came of asking for it.';
comment on column ops.robots.read_at is 'When it was read (UTC).';
comment on column ops.robots.body is 'Its text; null when it has no rules.';

create table ops.host_holds (
    host varchar not null,
    held_until timestamp not null,
    reason varchar not null
);

comment on table ops.host_holds is 'One host that is left alone for a while.';
comment on column ops.host_holds.host is 'Host and port.';
comment on column ops.host_holds.held_until is 'Until when nothing is asked of it (UTC).';
comment on column ops.host_holds.reason is 'What it did.';

-- A page is asked again after an hour, and while it stays the same after as long as it has stayed
-- so, up to thirty days. A page that failed for a reason that can pass is asked seven times more,
-- after one, two, four, ... hours.
create view ops.page_states as
with asked as (
    select
        uri, source_id, seen_at, final_uri, etag, last_modified, document_id, article_id, fate,
        may_retry,
        row_number() over (partition by uri order by run_key desc, input_no desc) as age
    from ops.inputs
    where final_uri is not null and seen_at is not null
),
held as (
    select * from asked
    where document_id is not null
    qualify row_number() over (partition by uri order by age) = 1
),
changes as (
    select uri, document_id, min(seen_at) as changed_at
    from asked
    where document_id is not null
    group by uri, document_id
),
failures as (
    select asked.uri, count(*) as failure_count, min(asked.seen_at) as failing_since
    from asked
    left join held on held.uri = asked.uri
    where asked.document_id is null and asked.age < coalesce(held.age, 1000000000)
    group by asked.uri
)
select
    last.uri as address,
    last.source_id,
    last.seen_at as asked_at,
    last.fate,
    held.final_uri,
    held.etag,
    held.last_modified,
    held.document_id,
    held.article_id,
    held.fate as held_fate,
    changes.changed_at,
    coalesce(failures.failure_count, 0) as failure_count,
    case
        when last.fate = 'not_found' and held.article_id is not null then failures.failing_since
    end as gone_at,
    case
        when last.may_retry and failures.failure_count <= 7
            then last.seen_at + to_hours(cast(2 ** (failures.failure_count - 1) as bigint))
        when failures.failure_count > 0 then null
        when last.seen_at - changes.changed_at > interval 30 days then null
        else last.seen_at + greatest(interval 1 hour, last.seen_at - changes.changed_at)
    end as due_at
from asked as last
left join held on held.uri = last.uri
left join changes on changes.uri = held.uri and changes.document_id = held.document_id
left join failures on failures.uri = last.uri
where last.age = 1;

comment on view ops.page_states is 'One address that was asked for: what came of it last, and when it is due again.';
comment on column ops.page_states.address is 'The address, as it was named.';
comment on column ops.page_states.source_id is 'Source that it is collected for.';
comment on column ops.page_states.asked_at is 'When it was asked last (UTC).';
comment on column ops.page_states.fate is 'Word in which that ended.';
comment on column ops.page_states.final_uri is 'Where its bytes were had last, after redirects.';
comment on column ops.page_states.etag is 'ETag of those bytes as received.';
comment on column ops.page_states.last_modified is 'Last-Modified of those bytes as received.';
comment on column ops.page_states.document_id is 'Those bytes (documents).';
comment on column ops.page_states.article_id is 'Article they are (articles).';
comment on column ops.page_states.held_fate is 'Word in which the last request with an answer ended.';
comment on column ops.page_states.changed_at is 'Since when it has those bytes (UTC).';
comment on column ops.page_states.failure_count is 'Requests since then that brought nothing.';
comment on column ops.page_states.gone_at is 'Since when a known article is not found; its text stays.';
comment on column ops.page_states.due_at is 'When a scheduled run asks it again (UTC); null: not any more.';

-- Silent: nothing new for two days and for ten times as long as usual. Dead: ten failures in a row.
create macro ops.poll_health_at(moment) as table
select
    address,
    source_id,
    kind,
    polled_at,
    answered_at,
    brought_at,
    due_at,
    fate,
    reason,
    date_diff('minute', brought_at, moment) / 60.0 as quiet_hours,
    case
        when failure_weight >= 10 then 'dead'
        when date_diff('minute', brought_at, moment) / 60.0
            > greatest(48, 10 * usual_gap_hours) then 'silent'
        when failure_weight > 0 then 'failing'
        else 'ok'
    end as status
from ops.polls
where is_scheduled;

create view ops.poll_health as
select * from ops.poll_health_at(make_timestamp(epoch_us(now())));

comment on view ops.poll_health is 'One feed, sitemap, list or home page of an enabled source, and whether it still does what it used to.';
comment on column ops.poll_health.address is 'Its address (polls).';
comment on column ops.poll_health.source_id is 'Source of config/sources.toml.';
comment on column ops.poll_health.kind is 'feed, sitemap, addresses or site; null until it could be read.';
comment on column ops.poll_health.polled_at is 'When it was asked last (UTC).';
comment on column ops.poll_health.answered_at is 'When it was read, or was unchanged, last (UTC).';
comment on column ops.poll_health.brought_at is 'When it named something new last (UTC).';
comment on column ops.poll_health.due_at is 'When a scheduled run asks it again (UTC).';
comment on column ops.poll_health.fate is 'Word in which the last poll ended.';
comment on column ops.poll_health.reason is 'Why, in one sentence.';
comment on column ops.poll_health.quiet_hours is 'Hours since it named something new.';
comment on column ops.poll_health.status is 'ok; failing; silent: far longer without news than usual; dead: ten failures in a row, asked only now and then.';

comment on macro table ops.poll_health_at is 'Each feed, sitemap or list with how well it is at a moment (UTC): ok, failing, silent or dead.';
