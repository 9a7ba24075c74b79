-- Publishers, documents and the calendar.

create table sources (
    source_key bigint not null,
    source_id varchar not null,
    source_name varchar not null,
    domain varchar,
    country_code varchar,
    language_code varchar
);

comment on table sources is 'One publisher; row 0 stands for unknown, so that joins lose no article.';
comment on column sources.source_key is 'Number of the publisher in this warehouse; kept for good; 0 is unknown.';
comment on column sources.source_id is 'Short name of the publisher, the same after a rebuild.';
comment on column sources.source_name is 'Name as its pages give it most often.';
comment on column sources.domain is 'Domain of its site, most frequent one.';
comment on column sources.country_code is 'ISO 3166 code of its country; null when unknown.';
comment on column sources.language_code is 'Language of most of its articles, BCP 47.';

insert into sources values (0, 'unknown', 'Unknown', null, null, null);

create table documents (
    document_id varchar not null,
    content_type varchar,
    byte_count bigint not null,
    encoding varchar,
    archive_file varchar,
    archive_offset bigint,
    archived_at timestamp
);

comment on table documents is 'Distinct bytes as received; written once, never changed.';
comment on column documents.document_id is 'sha256 of the bytes, 64 hex digits.';
comment on column documents.content_type is 'Media type: text/plain, text/html, application/json, ...';
comment on column documents.byte_count is 'Number of bytes.';
comment on column documents.encoding is 'Encoding the text was read in; null when it is no text.';
comment on column documents.archive_file is 'WARC file that holds the bytes, relative to the data folder.';
comment on column documents.archive_offset is 'Place of the record in that file.';
comment on column documents.archived_at is 'When the bytes were archived (UTC).';

create table calendar (
    date_day date not null,
    year integer not null,
    quarter integer not null,
    month integer not null,
    month_start date not null,
    week_start date not null,
    iso_week integer not null,
    iso_weekday integer not null,
    weekday_name varchar not null,
    is_weekend boolean not null
);

comment on table calendar is 'One day, 1990 to 2035.';
comment on column calendar.date_day is 'The day.';
comment on column calendar.year is 'Calendar year.';
comment on column calendar.quarter is 'Quarter, 1 to 4.';
comment on column calendar.month is 'Month, 1 to 12.';
comment on column calendar.month_start is 'First day of the month.';
comment on column calendar.week_start is 'Monday of the week.';
comment on column calendar.iso_week is 'ISO 8601 week, 1 to 53.';
comment on column calendar.iso_weekday is 'Day of the week: Monday 1 to Sunday 7.';
comment on column calendar.weekday_name is 'Name of the day in English.';
comment on column calendar.is_weekend is 'True on Saturday and Sunday.';

insert into calendar
with days as (
    select cast(moment as date) as date_day
    from range(timestamp '1990-01-01', timestamp '2036-01-01', interval 1 day) as moments (moment)
)
select
    date_day,
    year(date_day),
    quarter(date_day),
    month(date_day),
    cast(date_trunc('month', date_day) as date),
    cast(date_trunc('week', date_day) as date),
    weekofyear(date_day),
    isodow(date_day),
    dayname(date_day),
    isodow(date_day) >= 6
from days
order by date_day;
