-- The words of a text as search compares them: runs of letters, marks and digits, folded.
create or replace macro words_of(text) as
    regexp_extract_all(fold(text), '[\p{L}\p{M}\p{N}]+');

comment on macro words_of is 'The words of a text as search compares them: runs of letters and digits, folded.';
