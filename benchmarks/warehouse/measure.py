"""Make a large warehouse, publish it, and ask what the dashboard and analysts ask.

In: a folder and a number of articles. Out: Figures. Each query runs on the published snapshot as
readers open it, a few times; the best is told beside the median, as other work on the machine
slows some.
"""

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
from benchmarks.warehouse.first_page import FirstPage, draw_first_page
from benchmarks.warehouse.questions import Question, list_questions
from warehouse.connection import open_warehouse
from warehouse.dashboard.snapshot import PublishedSnapshot
from warehouse.publish import publish
from warehouse.query import run_query

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
    first_page: FirstPage | None = None

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
    say("drawing the first page")
    figures.first_page = draw_first_page(data)
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


def _ask(data: Path, figures: Figures) -> None:
    snapshot = PublishedSnapshot(data).current()
    with snapshot.connection as connection:
        figures.text_bytes = run_query(
            connection, "select sum(strlen(raw_text) + strlen(clean_text)) from article_texts"
        ).rows[0][0]
        figures.queries.extend(_time(question) for question in list_questions(snapshot))


def _time(question: Question) -> QueryTime:
    walls, cpus = [], []
    for _ in range(ROUNDS):
        started, cpu = time.perf_counter(), _cpu_seconds()
        rows = question.ask()
        walls.append(1000 * (time.perf_counter() - started))
        cpus.append(1000 * (_cpu_seconds() - cpu))
    return QueryTime(question.title, rows, min(walls), statistics.median(walls), min(cpus))
