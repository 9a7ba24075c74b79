"""`dateline sql`: ask the published snapshot, read-only.

In: SQL, the name of an example query with its arguments, or nothing (a prompt on a terminal, else
SQL from standard input). Out: rows on stdout; their number and the time on stderr. Never reads the
live file, never writes.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from flows.display.tables import format_csv, format_json, format_markdown, format_table
from flows.display.terminal import Ink, columns, count_of, width_of
from flows.failure import explain_failure
from warehouse.dictionary import DictionaryRow, read_dictionary
from warehouse.errors import QueryFailed, WarehouseError
from warehouse.interrupt import run_interruptibly
from warehouse.query import (
    NamedQuery,
    QueryResult,
    list_queries,
    open_snapshot,
    run_named_query,
    run_query,
)

#: Rows of a table on a terminal; the whole result goes into a file, a pipe, or another form.
TERMINAL_ROWS = 200

#: A connection of DuckDB, whose own type stays in `warehouse/`.
Connection = Any

PROMPT, PROMPT_GOES_ON = "dateline> ", "     ...> "

HELP = """\
A query ends with a semicolon and may take several lines. @NAME ARG... runs an example query.
  .tables         tables and views, with what they hold
  .queries        the example queries
  .schema TABLE   columns of a table, with what they mean
  .quit           leave; Ctrl-D does too"""


def sql(query: tuple[str, ...], data: Path, form: str, list_only: bool) -> int:
    """Run one query, or prompt for many.

    Args:
        query: words of the command line; `-` reads standard input; empty prompts on a terminal.
        form: table, json, csv or md.
        list_only: list the example queries instead.

    Raises:
        WarehouseMissing: nothing was published yet.
        QueryFailed: the query is wrong or empty, or wants to write.
    """
    if list_only:
        print(describe_queries(list_queries(), form))
        return 0
    if not query and sys.stdin.isatty():
        return prompt(data, form)
    words = (sys.stdin.read(),) if query in ((), ("-",)) else query
    with open_snapshot(data) as connection:
        _answer(connection, words, form)
    return 0


def _answer(connection: Connection, words: Sequence[str], form: str) -> None:
    started = time.perf_counter()
    result = run_interruptibly(connection, lambda watched: _run(watched, words))
    seconds = time.perf_counter() - started
    most_rows = TERMINAL_ROWS if form == "table" and sys.stdout.isatty() else None
    if result.columns:
        print(format_result(result, form, most_rows))
    sys.stdout.flush()
    note = count_of(len(result.rows), "row")
    if most_rows and len(result.rows) > most_rows:
        note += f", the first {most_rows} shown (all with --csv, --json, or into a file)"
    print(f"{note}, {seconds:.2f} s", file=sys.stderr)


def _run(connection: Connection, words: Sequence[str]) -> QueryResult:
    if words and words[0].startswith("@"):
        return run_named_query(connection, words[0].removeprefix("@"), words[1:])
    text = " ".join(words).strip().rstrip(";").strip()
    if not text:
        raise QueryFailed(
            "there is no query", 'Give one, as in `dateline sql "select * from articles"`.'
        )
    return run_query(connection, text)


def format_result(result: QueryResult, form: str, most_rows: int | None = None) -> str:
    """The result as a table, json, csv or md."""
    if form == "table":
        width = width_of(sys.stdout) if sys.stdout.isatty() else None
        return format_table(result, Ink.of(sys.stdout), width, most_rows)
    return _FORMS[form](result)


_FORMS: dict[str, Callable[[QueryResult], str]] = {
    "json": format_json,
    "csv": format_csv,
    "md": format_markdown,
}


def describe_queries(queries: list[NamedQuery], form: str) -> str:
    """The example queries with their arguments and titles."""
    if form == "json":
        return json.dumps(
            [
                {
                    "name": f"@{query.query_name}",
                    "parameters": [
                        {"name": name, "default": default} for name, default in query.parameters
                    ],
                    "title": query.title,
                }
                for query in queries
            ],
            ensure_ascii=False,
            indent=2,
        )
    rows = [(f"@{query.query_name}", _usage(query), query.title) for query in queries]
    if form == "table":
        return "\n".join(columns(rows))
    result = QueryResult(("query", "arguments", "title"), ("VARCHAR",) * 3, tuple(rows))
    return format_result(result, form)


def _usage(query: NamedQuery) -> str:
    return " ".join(
        name.upper() if default is None else f"[{name.upper()}={default}]"
        for name, default in query.parameters
    )


# ----------------------------------------------------------------------------- the prompt


def prompt(data: Path, form: str) -> int:
    """Read queries from a terminal until it is left; a wrong query is explained and forgotten."""
    with open_snapshot(data) as connection:
        dictionary = read_dictionary(connection)
        _complete({row.table_name for row in dictionary} | {row.column_name for row in dictionary})
        print("The snapshot, read-only. .help explains, .quit leaves.", file=sys.stderr)
        while (text := _read_statement()) is not None:
            try:
                if text == ".help":
                    print(HELP)
                elif text == ".queries":
                    print(describe_queries(list_queries(), "table"))
                elif text == ".tables":
                    print("\n".join(_describe_tables(dictionary)))
                elif text.startswith(".schema"):
                    print("\n".join(_describe_columns(dictionary, text.partition(" ")[2].strip())))
                elif text.startswith("."):
                    print(f"unknown: {text}; .help lists what there is", file=sys.stderr)
                elif text:
                    words = _split_words(text) if text.startswith("@") else (text,)
                    _answer(connection, words, form)
            except WarehouseError as error:
                explain_failure(error)
            except KeyboardInterrupt:
                print("interrupted", file=sys.stderr)
    return 0


def _read_statement() -> str | None:
    """Lines up to a semicolon; a dot command or an @NAME is one line. None: leave."""
    lines: list[str] = []
    while True:
        try:
            line = input(PROMPT_GOES_ON if lines else PROMPT)
        except EOFError:
            print(file=sys.stderr)
            return None
        except KeyboardInterrupt:  # forget what was typed, as every shell does
            print(file=sys.stderr)
            return ""
        if not lines and line.strip() in (".quit", ".exit", "quit", "exit", "\\q"):
            return None
        if not lines and (line.lstrip().startswith((".", "@")) or not line.strip()):
            return line.strip().rstrip(";")
        lines.append(line)
        if line.rstrip().endswith(";"):
            return "\n".join(lines)


def _split_words(text: str) -> list[str]:
    import shlex

    try:
        return shlex.split(text)
    except ValueError as error:
        raise QueryFailed(f"{text}: {error}", "Close the quotation.") from error


def _complete(words: set[str]) -> None:
    """Names of tables and columns on Tab, and a history of this session."""
    try:
        import readline
    except ImportError:  # a Python without it: the prompt works, without comfort
        return

    def matching(text: str, state: int) -> str | None:
        found = sorted(word for word in words if word.startswith(text.lower()))
        return found[state] if state < len(found) else None

    readline.set_completer(matching)
    readline.set_completer_delims(" \t\n,();=<>.")
    readline.parse_and_bind("tab: complete")


def _describe_tables(dictionary: Sequence[DictionaryRow]) -> list[str]:
    tables = {(row.schema_name, row.table_name): row.table_meaning for row in dictionary}
    return columns(
        (name if schema == "main" else f"{schema}.{name}", meaning)
        for (schema, name), meaning in tables.items()
    )


def _describe_columns(dictionary: Sequence[DictionaryRow], table: str) -> list[str]:
    schema, _, name = table.rpartition(".")
    rows = [
        (row.column_name, row.column_type.lower(), row.column_meaning)
        for row in dictionary
        if row.table_name == name and schema in ("", row.schema_name)
    ]
    if not rows:
        raise QueryFailed(f"there is no table {table!r}", ".tables lists them.")
    return columns(rows)
