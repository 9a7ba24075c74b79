-- Bands whose articles this load changes: those that a changed fingerprint has now, or had before.
select band_hash
from ops.fingerprint_bands
where article_key in (select article_key from changed_article_fingerprints)
union
select band_hash
from new_fingerprint_bands
where article_key in (select article_key from changed_article_fingerprints)
