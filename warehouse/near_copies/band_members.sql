-- All articles of each band that an affected article is in.
select band_hash, article_key
from ops.fingerprint_bands
where band_hash in (
    select band_hash
    from ops.fingerprint_bands
    where article_key in (select article_key from affected_copies)
)
