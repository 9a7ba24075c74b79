-- What all articles of the invented warehouse draw from: words, names, publishers.
--
-- Words are of syllables and drawn by Zipf's law; a sentence has 124 characters and is drawn from a
-- pool twice as large as the corpus (sentences.sql), so a text repeats others as little as news
-- does. An article (articles.sql) has a headline, 7 paragraphs of 3 sentences, 5 stripped lines, 19
-- mentions of some 10 entities and 4 dates. A date is the words at its offsets; a name stands
-- nowhere, only its offsets are in their sentence. Days run over six years in the order of the keys,
-- as they do where a warehouse is filled day by day.

create temp macro roll(number, salt) as (hash(number, salt) >> 11) / 9007199254740992.0;
create temp macro rank_of(top, number, salt) as
    cast(floor(pow(top, roll(number, salt))) as bigint) - 1;
-- Where sentence `no` of an article starts in clean_text, and how long clean_text is.
create temp macro sentence_start(no) as 125 * no + no // 3;
create temp macro clean_length() as 125 * 21 + 6 - 1;

set variable sources = 36;
set variable entities = greatest(200, getvariable('articles') * 6 // 100);
set variable first_day = date '2020-07-01';
set variable run_size = 2000;

create temp table syllables as
select row_number() over (order by consonant, vowel) - 1 as no, consonant || vowel as syllable
from unnest(string_split('b c d f g h k l m n p r s t v z', ' ')) as consonants (consonant)
cross join unnest(string_split('a e i o u', ' ')) as vowels (vowel);

create temp table words as
select
    numbers.no,
    ones.syllable
        || case when numbers.no >= 80 then tens.syllable else '' end
        || case when numbers.no >= 6400 then hundreds.syllable else '' end as word
from range(60000) as numbers (no)
inner join syllables as ones on ones.no = numbers.no % 80
inner join syllables as tens on tens.no = numbers.no // 80 % 80
inner join syllables as hundreds on hundreds.no = numbers.no // 6400 % 80;

create temp table pool (no bigint, sentence varchar);

create temp table names as
select
    numbers.no as entity_no,
    upper(left(first.word, 1)) || substring(first.word, 2) || ' '
        || upper(left(last.word, 1)) || substring(last.word, 2)
        || case when numbers.no >= 2000 then ' ' || cast(numbers.no as varchar) else '' end as name,
    case numbers.no % 5 when 0 then 'GPE' when 1 then 'ORG' else 'PERSON' end as entity_type,
    left(md5(cast(numbers.no as varchar)), 16) as entity_id
from range(getvariable('entities')) as numbers (no)
inner join words as first on first.no = 100 + cast(numbers.no as bigint) * 7 % 5000
inner join words as last on last.no = 6400 + cast(numbers.no as bigint) * 13 % 50000;

insert into sources
select
    no,
    'source-' || no,
    'Source ' || no,
    'source-' || no || '.example',
    case no % 4 when 0 then 'GB' when 1 then 'US' when 2 then 'DE' else 'FR' end,
    'en'
from range(1, getvariable('sources') + 1) as numbers (no);
