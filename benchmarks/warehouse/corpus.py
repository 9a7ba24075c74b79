"""An invented warehouse of any size, made set-based in SQL.

In: an empty folder and a number of articles. Out: a live warehouse with the tables that a run
would fill, the same for the same number and version of DuckDB. Never reads a sample article.
"""

from datetime import datetime
from pathlib import Path

from warehouse.connection import open_warehouse

CORPUS = Path(__file__).with_name("corpus.sql")

#: The clock of the invented warehouse: a day after its last article.
NOW = datetime(2026, 7, 10)


def make_corpus(data: Path, articles: int) -> None:
    """Fill the warehouse in folder `data`, which must not have one, with so many articles."""
    with open_warehouse(data, command="benchmark", now=NOW, lock_wait=0) as warehouse:
        cursor = warehouse.cursor()
        cursor.execute("begin")
        cursor.execute(f"set variable articles = {articles}")
        cursor.execute(CORPUS.read_text("utf-8")).fetchall()
        cursor.execute("commit")
        warehouse.checkpoint()
