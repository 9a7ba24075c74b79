-- Text as search compares it: small letters, no accents.
create or replace macro fold(text) as lower(strip_accents(text));

comment on macro fold is 'Text as search compares it: small letters, no accents.';
