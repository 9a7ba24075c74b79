"""Make a large warehouse, publish it, and ask what the pages of a dashboard ask.

In: a folder and a number of articles. Out: Figures. Each query runs on the published snapshot as
readers open it, a few times; the best is told beside the median, as other work on the machine
slows some.
"""

import re
import resource
import statistics
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

import duckdb

import warehouse.marts
from benchmarks.memory import PeakMemory
from benchmarks.warehouse.corpus import NOW, make_corpus
from warehouse.connection import open_warehouse
from warehouse.publish import publish
from warehouse.query import open_snapshot, run_query

PAGES = Path(__file__).with_name("pages.sql")

ROUNDS = 7


@dataclass(frozen=True, slots=True)
class MartTime:
    """How long one mart took; views take no time."""

    name: str
    rows: int
    seconds: float
    cpu: float


@dataclass(frozen=True, slots=True)
class QueryTime:
    """Milliseconds of one query: by the clock, best and median, and the least of CPU."""

    title: str
    rows: int
    best: float
    median: float
    cpu: float


@dataclass(slots=True)
class Figures:
    """All that was measured."""

    articles: int
    duckdb: str = duckdb.__version__
    make_seconds: float = 0
    publish_seconds: float = 0
    publish_cpu: float = 0
    peak_memory: int | None = None
    byte_count: int = 0
    text_bytes: int = 0
    marts: list[MartTime] = field(default_factory=list)
    queries: list[QueryTime] = field(default_factory=list)

    def as_dict(self) -> dict:
        """Plain values, for JSON."""
        return asdict(self)


def measure(data: Path, articles: int, say: Callable[[str], None]) -> Figures:
    """Everything about a warehouse of so many articles, made in folder `data`."""
    figures = Figures(articles)
    say(f"making {articles:,} articles")
    started = time.perf_counter()
    make_corpus(data, articles)
    figures.make_seconds = time.perf_counter() - started
    say("publishing")
    _publish(data, figures, say)
    say("asking")
    _ask(data, figures)
    return figures


def _cpu_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def _publish(data: Path, figures: Figures, say: Callable[[str], None]) -> None:
    with (
        open_warehouse(data, command="benchmark", now=NOW, lock_wait=0) as opened,
        PeakMemory() as memory,
        _timed_marts(figures, say),
    ):
        started, cpu = time.perf_counter(), _cpu_seconds()
        snapshot = publish(opened, now=NOW)
        figures.publish_seconds = time.perf_counter() - started
        figures.publish_cpu = _cpu_seconds() - cpu
    figures.peak_memory = memory.peak
    figures.byte_count = snapshot.byte_count


@contextmanager
def _timed_marts(figures: Figures, say: Callable[[str], None]):
    """Note the time of each mart while the context lasts."""
    run_file = warehouse.marts.run_file

    def timed(cursor: duckdb.DuckDBPyConnection, kind: str, name: str, sql: str) -> None:
        started, cpu = time.perf_counter(), _cpu_seconds()
        run_file(cursor, kind, name, sql)
        seconds, cpu = time.perf_counter() - started, _cpu_seconds() - cpu
        if kind == "mart" and not name.endswith("_wide"):
            say(f"mart {name}: {seconds:.1f} s")
            rows = cursor.execute(f"select count(*) from mart.{name}").fetchall()[0][0]
            figures.marts.append(MartTime(name, rows, seconds, cpu))

    warehouse.marts.run_file = timed
    try:
        yield
    finally:
        warehouse.marts.run_file = run_file


def read_pages() -> dict[str, str]:
    """The queries of the pages by their title."""
    parts = re.split(r"^-- (\w+: .+)\n", PAGES.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], (sql.strip().rstrip(";") for sql in parts[1::2]), strict=True))


def _ask(data: Path, figures: Figures) -> None:
    with open_snapshot(data) as connection:
        parameters = _parameters(connection)
        figures.text_bytes = run_query(
            connection, "select sum(strlen(raw_text) + strlen(clean_text)) from article_texts"
        ).rows[0][0]
        for title, sql in read_pages().items():
            figures.queries.append(_time_query(connection, title, sql, parameters))


def _parameters(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Values for the queries, as SQL: the costliest entity, a common and a rare word."""
    (values,) = run_query(
        connection,
        """
        with largest as (
            select entity_key, entity_name from mart.entity_summary
            order by article_count desc, entity_key limit 1
        ),
        numbered as (select * from mart.text_word where term_no is not null)
        select
            (select entity_key from largest) as entity_key,
            (select entity_name from largest) as name,
            (select article_id from articles where article_key = (
                select max(article_key) // 2 from articles)) as article_id,
            (select newest_day - 90 from mart.snapshot_summary) as since,
            (select term from numbered order by article_count desc, term limit 1) as common_word,
            (select term from numbered where article_count >= 20
                order by article_count, term limit 1) as rare_word,
            (select string_agg(term, ' ') from (
                select term from numbered order by article_count desc, term limit 3)) as words
        """,
    ).rows
    names = ("entity_key", "name", "article_id", "since", "common_word", "rare_word", "words")
    found = dict(zip(names, values, strict=True))
    found["prefix"] = found["rare_word"][:4] + "*"
    return {
        name: str(value)
        if isinstance(value, int)
        else f"'{value}'"
        if name != "since"
        else f"date '{value}'"
        for name, value in found.items()
    }


def _time_query(
    connection: duckdb.DuckDBPyConnection, title: str, sql: str, parameters: dict[str, str]
) -> QueryTime:
    query = re.sub(r"\$(\w+)", lambda match: parameters[match[1]], sql)
    walls, cpus = [], []
    for _ in range(ROUNDS):
        started, cpu = time.perf_counter(), _cpu_seconds()
        rows = run_query(connection, query).rows
        walls.append(1000 * (time.perf_counter() - started))
        cpus.append(1000 * (_cpu_seconds() - cpu))
    return QueryTime(title, len(rows), min(walls), statistics.median(walls), min(cpus))
