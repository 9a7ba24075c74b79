-- Pairs of affected articles that are near copies, each in both directions. A pair of an affected
-- article and one that is not does not exist: both would be of one group, so both affected.
with pairs as (
    select distinct article_key, other_key
    from ops.copy_pairs
    where article_key in (select article_key from affected_copies)
)
select article_key, other_key from pairs
union
select other_key, article_key from pairs
