-- What language processing finds in articles: sentences, names, entities, dates, quotations.

create table sentences (
    article_key bigint not null,
    sentence_no integer not null,
    char_start integer not null,
    char_end integer not null,
    check (0 <= char_start and char_start <= char_end)
);

comment on table sentences is 'One sentence of clean_text.';
comment on column sentences.article_key is 'Article (articles).';
comment on column sentences.sentence_no is 'Number of the sentence in the article.';
comment on column sentences.char_start is 'First code point in clean_text.';
comment on column sentences.char_end is 'One past the last code point in clean_text.';

create table article_names (
    article_key bigint not null,
    local_entity_id varchar not null,
    spelling varchar not null,
    entity_type varchar not null,
    entity_name varchar not null,
    is_full_name boolean not null,
    join_key varchar,
    country_code varchar,
    mention_count integer not null,
    headline_count integer not null,
    first_char integer not null
);

comment on table article_names is 'One spelling of one name in one article, as the article alone resolves it; entities are built from it.';
comment on column article_names.article_key is 'Article (articles).';
comment on column article_names.local_entity_id is 'Entity as the article alone resolves it: hash of type and normalised name.';
comment on column article_names.spelling is 'The name as written, without title, article and possessive.';
comment on column article_names.entity_type is 'OntoNotes type of the entity: PERSON, ORG, GPE, ...';
comment on column article_names.entity_name is 'The name it stands for in this article.';
comment on column article_names.is_full_name is 'False for a lone surname or acronym that the article never spells out.';
comment on column article_names.join_key is 'Folded family name or initials under which a short name may join a full one.';
comment on column article_names.country_code is 'ISO 3166 code of a country, or null.';
comment on column article_names.mention_count is 'Times it is written so in this article.';
comment on column article_names.headline_count is 'Those of them in the headline.';
comment on column article_names.first_char is 'Place of the first one in raw_text.';

create table entities (
    entity_key bigint not null,
    entity_id varchar not null,
    entity_name varchar not null,
    entity_type varchar not null,
    country_code varchar,
    first_seen date,
    last_seen date,
    article_count integer not null
);

comment on table entities is 'One resolved person, organisation, place or other named thing.';
comment on column entities.entity_key is 'Number of the entity in this warehouse; kept for good.';
comment on column entities.entity_id is 'Name of the entity, the same after a rebuild; never changes when articles arrive.';
comment on column entities.entity_name is 'The full name most often written so; a well-known name is always written one way.';
comment on column entities.entity_type is 'OntoNotes type: PERSON, ORG, GPE, LOC, NORP, FAC, EVENT, ...';
comment on column entities.country_code is 'ISO 3166 code of a country, or null.';
comment on column entities.first_seen is 'Earliest publication day of an article that names it; null when all are undated.';
comment on column entities.last_seen is 'Latest publication day of an article that names it.';
comment on column entities.article_count is 'Articles that name it.';

create table entity_names (
    entity_key bigint not null,
    name varchar not null,
    mention_count integer not null,
    is_canonical boolean not null
);

comment on table entity_names is 'One spelling of an entity.';
comment on column entity_names.entity_key is 'Entity (entities).';
comment on column entity_names.name is 'The spelling.';
comment on column entity_names.mention_count is 'Times it is written so; 0 for a well-known name that no article writes out.';
comment on column entity_names.is_canonical is 'True for the one spelling that is the entity_name.';

create table entity_merges (
    entity_id varchar not null,
    merged_into_id varchar not null,
    rule varchar not null,
    join_key varchar not null,
    article_count integer not null,
    article_share double not null check (article_share between 0 and 1)
);

comment on table entity_merges is 'The merge log: a short name that stands for the full name dominating in the corpus.';
comment on column entity_merges.entity_id is 'The short name (article_names.local_entity_id).';
comment on column entity_merges.merged_into_id is 'The entity it stands for (entities.entity_id).';
comment on column entity_merges.rule is 'Rule of the merge.';
comment on column entity_merges.join_key is 'Key both share.';
comment on column entity_merges.article_count is 'Articles that name the full entity under this key.';
comment on column entity_merges.article_share is 'Their share of the articles that name any full entity with this key.';

create table mentions (
    mention_key bigint not null,
    article_key bigint not null,
    entity_key bigint not null,
    mention_text varchar not null,
    label varchar not null,
    zone varchar not null check (zone in ('headline', 'subheadline', 'caption', 'body')),
    char_start integer,
    char_end integer,
    raw_char_start integer not null,
    raw_char_end integer not null,
    sentence_no integer,
    method varchar not null,
    local_entity_id varchar not null,
    check ((char_start is null) = (char_end is null)),
    check (char_start < char_end),
    check (0 <= raw_char_start and raw_char_start < raw_char_end)
);

comment on table mentions is 'One name in one place of an article.';
comment on column mentions.mention_key is 'Number of the row: article_key * 2^20 + place in the article.';
comment on column mentions.article_key is 'Article (articles).';
comment on column mentions.entity_key is 'Entity it names (entities).';
comment on column mentions.mention_text is 'The name as written.';
comment on column mentions.label is 'OntoNotes label of this mention; a nationality is NORP though its entity is a GPE.';
comment on column mentions.zone is 'headline, subheadline, caption or body.';
comment on column mentions.char_start is 'First code point in clean_text; null when it stands outside it.';
comment on column mentions.char_end is 'One past the last code point in clean_text; null outside it.';
comment on column mentions.raw_char_start is 'First code point in raw_text.';
comment on column mentions.raw_char_end is 'One past the last code point in raw_text.';
comment on column mentions.sentence_no is 'Sentence of clean_text it stands in (sentences); null outside it.';
comment on column mentions.method is 'How it was found: the model, a list, a repeat.';
comment on column mentions.local_entity_id is 'Entity as the article alone resolves it (article_names).';

create table article_entities (
    article_key bigint not null,
    entity_key bigint not null,
    date_published date,
    source_key bigint not null,
    mention_count integer not null,
    in_headline boolean not null,
    salience double not null check (salience between 0 and 1)
);

comment on table article_entities is 'One entity in one article, with what charts filter on.';
comment on column article_entities.article_key is 'Article (articles).';
comment on column article_entities.entity_key is 'Entity (entities).';
comment on column article_entities.date_published is 'Day of publication of the article.';
comment on column article_entities.source_key is 'Publisher of the article (sources).';
comment on column article_entities.mention_count is 'Mentions of the entity in the article.';
comment on column article_entities.in_headline is 'True when the headline names it.';
comment on column article_entities.salience is 'Weight in the article, 0 to 1: half mentions against the most named, 0.3 headline, 0.2 how early.';

create table date_mentions (
    date_mention_key bigint not null,
    article_key bigint not null,
    date_text varchar not null,
    zone varchar not null check (zone in ('headline', 'subheadline', 'caption', 'body')),
    char_start integer,
    char_end integer,
    raw_char_start integer not null,
    raw_char_end integer not null,
    sentence_no integer,
    timex_type varchar not null check (timex_type in ('DATE', 'TIME', 'DURATION', 'SET')),
    timex_value varchar not null,
    timex_mod varchar,
    date_start date,
    date_end date,
    precision varchar,
    anchor_date date,
    anchor_kind varchar,
    rule_id varchar not null,
    confidence double not null check (confidence between 0 and 1),
    check ((date_start is null) = (date_end is null)),
    check (date_start <= date_end),
    check ((char_start is null) = (char_end is null)),
    check (char_start < char_end),
    check (0 <= raw_char_start and raw_char_start < raw_char_end)
);

comment on table date_mentions is 'One expression of time in one place of an article, resolved on the calendar.';
comment on column date_mentions.date_mention_key is 'Number of the row: article_key * 2^20 + place in the article.';
comment on column date_mentions.article_key is 'Article (articles).';
comment on column date_mentions.date_text is 'The expression as written.';
comment on column date_mentions.zone is 'headline, subheadline, caption or body.';
comment on column date_mentions.char_start is 'First code point in clean_text; null when it stands outside it.';
comment on column date_mentions.char_end is 'One past the last code point in clean_text; null outside it.';
comment on column date_mentions.raw_char_start is 'First code point in raw_text.';
comment on column date_mentions.raw_char_end is 'One past the last code point in raw_text.';
comment on column date_mentions.sentence_no is 'Sentence of clean_text it stands in (sentences); null outside it.';
comment on column date_mentions.timex_type is 'TIMEX3 type: DATE, TIME, DURATION or SET.';
comment on column date_mentions.timex_value is 'TIMEX3 value, such as 2025-06-05, 2025-W23, P3M, PRESENT_REF.';
comment on column date_mentions.timex_mod is 'TIMEX3 modifier, such as LESS_THAN or APPROX.';
comment on column date_mentions.date_start is 'First day it covers; null for durations, sets and vague references.';
comment on column date_mentions.date_end is 'Last day it covers.';
comment on column date_mentions.precision is 'day, week, month, quarter, season, year, decade, ...';
comment on column date_mentions.anchor_date is 'Day it was reckoned from; null for absolute dates.';
comment on column date_mentions.anchor_kind is 'What that day is: publication_day, last_date, ...; none when it was missing.';
comment on column date_mentions.rule_id is 'Rule that read it.';
comment on column date_mentions.confidence is 'How sure the reading is, 0 to 1.';

create table quotes (
    article_key bigint not null,
    quote_no integer not null,
    quote_text varchar not null using compression zstd,
    char_start integer not null,
    char_end integer not null,
    speaker_entity_key bigint,
    speaker_text varchar,
    cue varchar,
    speaker_local_entity_id varchar,
    check (0 <= char_start and char_start <= char_end)
);

comment on table quotes is 'One quotation in an article.';
comment on column quotes.article_key is 'Article (articles).';
comment on column quotes.quote_no is 'Number of the quotation in the article.';
comment on column quotes.quote_text is 'The words quoted.';
comment on column quotes.char_start is 'First code point in clean_text.';
comment on column quotes.char_end is 'One past the last code point in clean_text.';
comment on column quotes.speaker_entity_key is 'Who says it (entities); null when nobody could be told.';
comment on column quotes.speaker_text is 'The speaker as written.';
comment on column quotes.cue is 'The verb that introduces the quotation.';
comment on column quotes.speaker_local_entity_id is 'The speaker as the article alone resolves it (article_names).';
