"""Search as one types: the articles with all words of a query, the last word perhaps not ended.

In: an open snapshot and what was typed. Out: the first few articles. The same answer as the macro
`search`, a few milliseconds instead of tens: the words are looked up first and their numbers given
to the next question as values, so that DuckDB reads those parts of the index alone. In one
statement they are known too late for that, and to plan it takes longer than to answer it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from warehouse.query import QueryResult, run_query

#: Words of texts that a beginning may stand for, counted as often as an article has one: `ba` may
#: be millions. A beginning of more is looked for in headlines, and passed over in texts.
MOST_BEGUN = 3_000_000

#: Comes after every letter, so that a beginning has an end.
_LAST = chr(0x10FFFF)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the query, or its beginning, and the numbers of what it stands for in texts."""

    first_word: str
    end_word: str | None
    first_no: int | None = None
    last_no: int | None = None
    is_common: bool = False


def find_articles(
    connection: duckdb.DuckDBPyConnection, text: str, *, limit: int, timeout: float | None = None
) -> QueryResult:
    """Articles with all words of `text`, those with one in the headline first, then the newest.

    Args:
        limit: rows at most.
        timeout: seconds that each step may take; None for any.

    Raises:
        QueryFailed, QueryTimedOut: as `run_query`.
    """
    ((words,),) = run_query(connection, "select words_of($1)", [text], timeout=timeout).rows
    ends = [None] * len(words[:-1]) + [words[-1] + _LAST] if words else []
    terms = [
        _look_up(connection, word, end, timeout)
        for word, end in dict.fromkeys(zip(words, ends, strict=True))
    ]
    needed = [term for term in terms if not term.is_common] or terms
    sql, values = _write_question(needed, limit)
    found = run_query(connection, sql, values, timeout=timeout).rows
    return run_query(connection, *_write_rows(found), timeout=timeout)


def _look_up(
    connection: duckdb.DuckDBPyConnection, word: str, end: str | None, timeout: float | None
) -> Term:
    """The term of a word; with an `end`, of all words from it to there."""
    rows = run_query(
        connection,
        f"""
        select
            min(term_no),
            max(term_no),
            coalesce(bool_or(term_no is null) or sum(article_count) > {MOST_BEGUN}, false)
        from mart.text_word
        where {"term = $1" if end is None else "term >= $1 and term < $2"}
        """,
        [word] if end is None else [word, end],
        timeout=timeout,
    ).rows
    first_no, last_no, is_common = rows[0]
    if is_common:
        first_no = last_no = None
    return Term(word, end, first_no, last_no, is_common)


def _write_question(terms: list[Term], limit: int) -> tuple[str, list[str | int]]:
    """SQL with a placeholder for each value, and the values."""
    values: list[str | int] = []

    def place(value: str | int) -> str:
        values.append(value)
        return f"${len(values)}"

    # A bit for each word: to see whether an article has all of them takes half as long as to count.
    bits = "bigint" if len(terms) < 63 else "hugeint"
    hits = [f"select 0::{bits} as bit, 0 as article_key, false as in_headline where false"]
    for number, term in enumerate(terms):
        bit = f"{1 << number}::{bits}"
        if term.first_no is not None and term.last_no is not None:
            hits.append(
                f"select {bit}, article_key, false from mart.text_term "
                f"where term_no >= {place(term.first_no)} and term_no <= {place(term.last_no)}"
            )
        bounds = (
            f"term = {place(term.first_word)}"
            if term.end_word is None
            else f"term >= {place(term.first_word)} and term < {place(term.end_word)}"
        )
        hits.append(f"select {bit}, article_key, true from mart.headline_term where {bounds}")
    sql = f"""
        with found as (
            select article_key, bool_or(in_headline) as in_headline
            from ({" union all ".join(hits)})
            group by article_key
            having bit_or(bit) = {(1 << len(terms)) - 1}
        )
        select found.article_key, found.in_headline
        from found
        inner join articles on articles.article_key = found.article_key
        order by
            found.in_headline desc,
            articles.date_published desc nulls last,
            articles.article_key desc
        limit {place(limit)}
    """
    return sql, values


def _write_rows(found: Sequence[tuple[int, bool]]) -> tuple[str, list[int | bool]]:
    """SQL for the articles of these keys, in this order; their headlines alone are read."""
    numbers = range(1, 2 * len(found), 2)
    chosen = "\n".join(f"when ${number} then ${number + 1}" for number in numbers)
    places = "\n".join(f"when ${number} then {place}" for place, number in enumerate(numbers))
    keys = ", ".join(f"${number}" for number in numbers)
    sql = f"""
        select
            articles.article_id,
            articles.headline,
            stand_ins.stand_in,
            sources.source_name,
            articles.date_published,
            {f"case articles.article_key {chosen} end" if found else "false"} as in_headline
        from articles
        inner join sources on sources.source_key = articles.source_key
        left join mart.headline_stand_in as stand_ins
            on stand_ins.article_key = articles.article_key
        where {f"articles.article_key in ({keys})" if found else "false"}
        order by {f"case articles.article_key {places} end" if found else "1"}
    """
    return sql, [value for row in found for value in row]
