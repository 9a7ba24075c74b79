-- The words of a text as search compares them.
-- parameters: text
select words_of($1) as words
