"""An invented warehouse of any size, made set-based in SQL.

In: an empty folder and a number of articles. Out: a live warehouse with the tables that a run
would fill, the same for the same number and version of DuckDB. Never reads a sample article.
"""

from datetime import datetime
from pathlib import Path

import duckdb

from warehouse.connection import open_warehouse
from warehouse.word_index import write_words

SQL = Path(__file__).parent / "corpus"

#: The clock of the invented warehouse: a day after its last article.
NOW = datetime(2026, 7, 10)

#: Articles made at once, whole runs of them, and sentences: a million would not fit into memory.
CHUNK = 50_000

#: DuckDB would else take four fifths of a machine that it may share.
MEMORY = "6GB"

#: Sentences to draw from, for each article.
SENTENCES = 2


def make_corpus(data: Path, articles: int) -> None:
    """Fill the warehouse in folder `data`, which must not have one, with so many articles."""
    with open_warehouse(data, command="benchmark", now=NOW, lock_wait=0) as warehouse:
        cursor = warehouse.cursor()
        cursor.execute(f"set memory_limit = '{MEMORY}'")
        _run(cursor, "world", articles=articles)
        sentences = SENTENCES * articles
        for first in range(0, sentences, CHUNK):
            last = min(first + CHUNK, sentences)
            _run(cursor, "sentences", first_no=first, last_no=last)
        for first in range(1, articles + 1, CHUNK):
            last = min(first + CHUNK, articles + 1)
            _run(cursor, "articles", first_key=first, last_key=last)
            write_words(cursor)
        _run(cursor, "totals")
        warehouse.checkpoint()


def _run(cursor: duckdb.DuckDBPyConnection, name: str, **variables: int) -> None:
    """Run a file of `corpus/` with variables of these values, in one transaction."""
    for variable, value in variables.items():
        cursor.execute(f"set variable {variable} = {value}")
    cursor.execute("begin")
    cursor.execute((SQL / f"{name}.sql").read_text("utf-8")).fetchall()
    cursor.execute("commit")
