-- One row is a name in a text, with its entity and its article. Key: mention_key.
-- Question: any question about who is named where, without a join. Sorted by nothing, as it is a
-- view.
create or replace view mart.mentions_wide as
select
    mentions.mention_text,
    mentions.label,
    mentions.zone,
    entities.entity_name,
    entities.entity_type,
    entities.entity_id,
    entities.country_code,
    articles.article_id,
    articles.headline,
    articles.date_published,
    sources.source_name,
    mentions.char_start,
    mentions.char_end,
    mentions.raw_char_start,
    mentions.raw_char_end,
    mentions.sentence_no,
    mentions.method,
    mentions.entity_key,
    articles.source_key,
    mentions.article_key,
    mentions.mention_key
from mentions
left join entities on entities.entity_key = mentions.entity_key
left join articles on articles.article_key = mentions.article_key
left join sources on sources.source_key = articles.source_key;

comment on view mart.mentions_wide is 'One name in a text with its entity, article and publisher.';
comment on column mart.mentions_wide.mention_text is 'The name as written.';
comment on column mart.mentions_wide.label is 'OntoNotes label of the name: PERSON, ORG, GPE, NORP, ...';
comment on column mart.mentions_wide.zone is 'headline, subheadline, caption or body.';
comment on column mart.mentions_wide.entity_name is 'Whom or what it stands for.';
comment on column mart.mentions_wide.entity_type is 'Type of the entity.';
comment on column mart.mentions_wide.entity_id is 'Name of the entity, the same after a rebuild.';
comment on column mart.mentions_wide.country_code is 'Country it is or belongs to; null when unknown.';
comment on column mart.mentions_wide.article_id is 'Name of the article, the same after a rebuild.';
comment on column mart.mentions_wide.headline is 'Headline of the article; null when the page has none.';
comment on column mart.mentions_wide.date_published is 'Day of publication; null when unknown.';
comment on column mart.mentions_wide.source_name is 'Publisher.';
comment on column mart.mentions_wide.char_start is 'First code point in clean_text; null outside of it.';
comment on column mart.mentions_wide.char_end is 'One past the last code point in clean_text; null outside of it.';
comment on column mart.mentions_wide.raw_char_start is 'First code point in raw_text.';
comment on column mart.mentions_wide.raw_char_end is 'One past the last code point in raw_text.';
comment on column mart.mentions_wide.sentence_no is 'Sentence of clean_text; null outside of it.';
comment on column mart.mentions_wide.method is 'How the name was found.';
comment on column mart.mentions_wide.entity_key is 'Entity (entities).';
comment on column mart.mentions_wide.source_key is 'Publisher (sources).';
comment on column mart.mentions_wide.article_key is 'Article (articles).';
comment on column mart.mentions_wide.mention_key is 'Number of the mention (mentions).';
