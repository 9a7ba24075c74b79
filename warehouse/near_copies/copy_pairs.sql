-- Pairs of affected articles that are near copies, each in both directions. Fingerprints of two
-- versions have no band in common, so they are never compared.
-- In a band each article is compared with the one before it and with the first, in order of
-- article_id: 2 n comparisons instead of n * n, and true copies share so many bands that each finds
-- another. A pair of an affected article and one that is not can be left out: their bands were
-- compared before, and had they been copies, both would be of one group, so both affected.
with in_order as (
    select
        members.article_key,
        lag(members.article_key) over in_band as one_before,
        first_value(members.article_key) over in_band as first_of_all
    from band_members as members
    inner join articles on articles.article_key = members.article_key
    window in_band as (partition by members.band_hash order by articles.article_id)
),
candidates as (
    select article_key, one_before as other_key from in_order where one_before is not null
    union
    select article_key, first_of_all from in_order where first_of_all <> article_key
),
alike as (
    select candidates.article_key, candidates.other_key
    from candidates
    inner join article_fingerprints as one on one.article_key = candidates.article_key
    inner join article_fingerprints as other on other.article_key = candidates.other_key
    where
        candidates.article_key in (select article_key from affected_copies)
        and candidates.other_key in (select article_key from affected_copies)
        and hamming(one.signature, other.signature) <= $most_unlike
)
select article_key, other_key from alike
union
select other_key, article_key from alike
