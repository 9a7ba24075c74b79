"""The words of the texts: the index from which a snapshot makes its search.

In: the temporary tables of `articles.py`. Out: rows of `ops.words`, which numbers each word once,
and of `ops.article_words`, which says which words an article has. What a word is, the macro
`words_of` says, in SQL, so that a search finds what a load has written.
"""

import duckdb

from warehouse.replace import replace_groups


def write_words(cursor: duckdb.DuckDBPyConnection) -> None:
    """Write the words of the texts that a load brings or changes.

    Expects `new_article_texts` and `changed_article_texts` of `articles.py`.
    """
    cursor.execute(
        """
        create or replace temp table loaded_words as
        select distinct article_key, unnest(words_of(clean_text)) as word
        from new_article_texts
        where article_key in (select article_key from changed_article_texts)
        """
    ).fetchall()
    cursor.execute(
        """
        insert into ops.words
        select
            (select coalesce(max(word_key), 0) from ops.words) + row_number() over (order by word),
            word
        from (select distinct word from loaded_words)
        where word not in (select word from ops.words)
        """
    ).fetchall()
    cursor.execute(
        """
        create or replace temp table new_article_words as
        select loaded_words.article_key, words.word_key
        from loaded_words
        inner join ops.words as words on words.word = loaded_words.word
        """
    ).fetchall()
    replace_groups(
        cursor, "ops.article_words", "new_article_words", "article_key", "changed_article_texts"
    )
