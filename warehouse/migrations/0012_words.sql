-- The words of each text, found when it is loaded: a snapshot then only sorts them.

create macro fold(text) as lower(strip_accents(text));

comment on macro fold is 'Text as search compares it: small letters, no accents.';

-- Folded, and parted by all of ASCII but letters and digits, and by the punctuation of Latin-1, of
-- CJK, Arabic and Hindi, and of all scripts. A list of characters, as to compile the classes
-- \p{L}\p{M}\p{N} takes 4 ms in each query. Texts written without spaces give one word a clause.
-- A migration that changes it has to fill ops.words and ops.article_words anew, as this one does.
create macro words_of(text) as regexp_extract_all(
    fold(text),
    '[^\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\xbf\x{60c}\x{61b}\x{61f}\x{964}\x{965}\x{2000}-\x{206f}'
    || '\x{3000}-\x{303f}\x{ff00}-\x{ff0f}\x{ff1a}-\x{ff20}]+'
);

comment on macro words_of is 'The words of a text as search compares them: folded, without punctuation.';

create table ops.words (
    word_key bigint not null,
    word varchar not null
);

comment on table ops.words is 'One word that stands in a clean text, or stood there before it changed.';
comment on column ops.words.word_key is 'Number of the word, in the order in which words came.';
comment on column ops.words.word is 'The word in small letters, without accents.';

create table ops.article_words (
    article_key bigint not null,
    word_key bigint not null
);

comment on table ops.article_words is 'The index of texts: one word of an article''s clean text, however often it stands there.';
comment on column ops.article_words.article_key is 'Article (articles).';
comment on column ops.article_words.word_key is 'The word (ops.words).';

insert into ops.words
select row_number() over (order by word), word
from (select distinct unnest(words_of(clean_text)) as word from article_texts);

insert into ops.article_words
select texts.article_key, words.word_key
from (
    select article_key, unnest(list_distinct(words_of(clean_text))) as word
    from article_texts
) as texts
inner join ops.words as words on words.word = texts.word;
