-- All articles of each touched band. The one look at the whole index of a load.
select band_hash, article_key
from ops.fingerprint_bands
where band_hash in (select band_hash from touched_bands)
