"""The published snapshot, held open for a page that asks it many small questions.

In: the data folder. Out: rows of named queries. It follows the link `current.duckdb`: when another
snapshot is published, the next question goes to that one. It opens one connection for a snapshot
and takes a cursor for a query; questions may come from several threads.
"""

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import duckdb

from warehouse.connection import open_reader
from warehouse.errors import QueryFailed, WarehouseMissing
from warehouse.folder import DataFolder
from warehouse.query import NamedQuery, QueryResult, list_queries, run_query
from warehouse.search import find_articles

QUERIES_FOLDER = Path(__file__).parent / "queries"

#: A page shares the machine with the pipeline: half a small machine, and never all of its memory.
PAGE_SETTINGS = {"threads": 2, "memory_limit": "1GB"}

#: Seconds a chart may take; at a million articles it takes a tenth of one.
LONGEST_QUERY = 20.0

#: Articles that a search shows, as `queries/search-articles.sql` does.
MOST_FOUND = 8

Argument = str | int

_PARAMETER = re.compile(r"\$(\d+)")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gives: title, SQL ready to run, columns and rows; or why it failed."""

    title: str
    sql: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple, ...] = ()
    error: str | None = None
    hint: str | None = None

    def to_dict(self) -> dict:
        """Its fields by name, for JSON; the rows are not copied."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


class OpenSnapshot:
    """One snapshot, open for reading."""

    def __init__(self, path: Path, link: Path) -> None:
        self.path = path
        self.link = link
        self.snapshot_id = path.stem
        self.connection = open_reader(path, **PAGE_SETTINGS)

    def ask(self, query: NamedQuery, arguments: Sequence[Argument] = ()) -> Answer:
        """The answer to a query. A snapshot that lacks what the query reads gives an answer that
        says so, so that the rest of the page can still be shown.
        """
        return self._answer(
            query,
            arguments,
            lambda: run_query(self.connection, query.sql, arguments, timeout=LONGEST_QUERY),
        )

    def find(self, query: NamedQuery, text: str) -> Answer:
        """The answer to the query of articles with these words, found in quick steps of their own;
        its SQL says the same in one.
        """
        return self._answer(
            query,
            [text],
            lambda: find_articles(self.connection, text, limit=MOST_FOUND, timeout=LONGEST_QUERY),
        )

    def _answer(
        self, query: NamedQuery, arguments: Sequence[Argument], run: Callable[[], QueryResult]
    ) -> Answer:
        sql = write_out(query.sql, arguments)
        try:
            result = run()
        except QueryFailed as error:
            if not isinstance(error.__cause__, duckdb.CatalogException | duckdb.BinderException):
                raise
            return Answer(
                query.title,
                sql,
                error=f"This snapshot lacks what is asked: {error.message.splitlines()[0]}",
                hint="dateline publish",
            )
        return Answer(query.title, sql, result.columns, result.rows)


class PublishedSnapshot:
    """The snapshot that readers get, whichever that is at the moment."""

    def __init__(self, data: Path) -> None:
        self._link = DataFolder(data).current
        self._lock = threading.Lock()
        self._open: OpenSnapshot | None = None

    def current(self) -> OpenSnapshot:
        """The snapshot the link points to, opened when it is another than before. Questions that
        still run on the old one end there: the last of them closes it.

        Raises:
            WarehouseMissing: nothing was published, or the published file is gone.
            WarehouseDamaged, WarehouseNewer: it cannot be read.
        """
        with self._lock:
            target = self._target()
            if self._open is None or self._open.path != target:
                self._open = OpenSnapshot(target, self._link)
            return self._open

    def _target(self) -> Path:
        if not self._link.is_symlink():
            raise WarehouseMissing(f"there is no snapshot in {self._link.parent}", "dateline run")
        target = self._link.parent / self._link.readlink()
        if not target.exists():
            raise WarehouseMissing(
                f"the published snapshot {target.stem} is gone", "dateline publish"
            )
        return target


def read_page_queries() -> dict[str, NamedQuery]:
    """The queries of the page by name."""
    return {query.query_name: query for query in list_queries(QUERIES_FOLDER)}


def write_out(sql: str, arguments: Sequence[Argument]) -> str:
    """A query without its comments and with its arguments in place of $1, $2, ..., to be copied.

    >>> write_out("-- Title.\\nselect $1, $2", [7, "it's"])
    "select 7, 'it''s'"
    """
    lines = [line for line in sql.splitlines() if not line.startswith("--")]
    text = "\n".join(lines).strip()
    return _PARAMETER.sub(lambda match: _literal(arguments[int(match[1]) - 1]), text)


def _literal(value: Argument) -> str:
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"
