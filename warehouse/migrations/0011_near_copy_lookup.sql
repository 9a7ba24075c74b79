-- What a load of near copies need not find out again: which articles of a band are copies, and the
-- runs of words of a group's articles. And an index for each table of which a load reads a few rows.

create table ops.copy_pairs (
    band_hash bigint not null,
    article_key bigint not null,
    other_key bigint not null
);

comment on table ops.copy_pairs is 'Two articles with a band in common that are near copies: groups are what such pairs lead to.';
comment on column ops.copy_pairs.band_hash is 'The band (ops.fingerprint_bands).';
comment on column ops.copy_pairs.article_key is 'Article (articles).';
comment on column ops.copy_pairs.other_key is 'The article before it in the band, or the first of the band, by article_id.';

create table ops.copy_runs (
    article_key bigint not null,
    word_count integer not null,
    runs varchar not null
);

comment on table ops.copy_runs is 'The words of an article of a group of near copies, as numbers: which of them others have too.';
comment on column ops.copy_runs.article_key is 'Article (articles).';
comment on column ops.copy_runs.word_count is 'Words of its clean text.';
comment on column ops.copy_runs.runs is 'A number for each run of five words, in order, with spaces between.';

-- The rule is no secondary indexes, as a table that has one cannot be altered; these three are the
-- exception, since without them a load unpacks every text of the warehouse to read a few hundred.
-- A migration that alters one of the tables drops its index first and makes it anew. Keys only grow,
-- so an index of keys is written at its end. One of bands, whose numbers are scattered, made the
-- file of a million articles 2.8 GB instead of 0.5, and each checkpoint wrote it anew.
create index article_texts_by_key on article_texts (article_key);
create index article_fingerprints_by_key on article_fingerprints (article_key);
create index copy_runs_by_key on ops.copy_runs (article_key);

insert into ops.copy_pairs
with shared_bands as (
    select band_hash
    from ops.fingerprint_bands
    group by band_hash
    having count(*) > 1
),
in_order as (
    select
        bands.band_hash,
        bands.article_key,
        lag(bands.article_key) over in_band as one_before,
        first_value(bands.article_key) over in_band as first_of_all
    from ops.fingerprint_bands as bands
    inner join shared_bands on shared_bands.band_hash = bands.band_hash
    inner join articles on articles.article_key = bands.article_key
    window in_band as (partition by bands.band_hash order by articles.article_id)
),
candidates as (
    select band_hash, article_key, one_before as other_key
    from in_order
    where one_before is not null
    union
    select band_hash, article_key, first_of_all
    from in_order
    where first_of_all <> article_key
)
select candidates.band_hash, candidates.article_key, candidates.other_key
from candidates
inner join article_fingerprints as one on one.article_key = candidates.article_key
inner join article_fingerprints as other on other.article_key = candidates.other_key
where hamming(one.signature, other.signature) <= 163;
