-- Pairs of near copies in each touched band. Fingerprints of two versions have no band in common,
-- so they are never compared.
-- In a band each article is compared with the one before it and with the first, in order of
-- article_id: 2 n comparisons instead of n * n, and true copies share so many bands that each finds
-- another. So the pairs of a band follow from its articles alone, and stay as they are until it is
-- touched.
with in_order as (
    select
        members.band_hash,
        members.article_key,
        lag(members.article_key) over in_band as one_before,
        first_value(members.article_key) over in_band as first_of_all
    from touched_members as members
    inner join articles on articles.article_key = members.article_key
    window in_band as (partition by members.band_hash order by articles.article_id)
),
candidates as (
    select band_hash, article_key, one_before as other_key
    from in_order
    where one_before is not null
    union
    select band_hash, article_key, first_of_all
    from in_order
    where first_of_all <> article_key
),
signatures as (
    select article_key, signature
    from article_fingerprints
    where article_key in (
        select article_key from candidates
        union
        select other_key from candidates
    )
),
alike as (
    select pairs.article_key, pairs.other_key
    from (select distinct article_key, other_key from candidates) as pairs
    inner join signatures as one on one.article_key = pairs.article_key
    inner join signatures as other on other.article_key = pairs.other_key
    where hamming(one.signature, other.signature) <= $most_unlike
)
select candidates.band_hash, candidates.article_key, candidates.other_key
from candidates
inner join alike
    on alike.article_key = candidates.article_key and alike.other_key = candidates.other_key
