-- What was odd about a page, and how much of a text is in its main language.

alter table articles add column language_share double;

comment on column articles.language_share is 'Share of the text in language_code, 0 to 1; null when the text itself does not say its language.';

create table article_flags (
    article_key bigint not null,
    flag varchar not null,
    detail varchar
);

comment on table article_flags is 'One finding about the page or text of an article, beside what its columns say.';
comment on column article_flags.article_key is 'Article (articles).';
comment on column article_flags.flag is 'The finding: mojibake_repaired, look_alike_letters, invisible_characters, long_token, text_from_json_ld, repeated_text, video_page, encoding_guessed, ...';
comment on column article_flags.detail is 'How often it was found, or what: a number or a name; null when there is nothing to count.';
