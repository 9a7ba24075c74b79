"""The benchmark of the warehouse, on a small one."""

import json
from datetime import datetime

import pytest

from benchmarks.warehouse import corpus
from benchmarks.warehouse.__main__ import main, missed
from benchmarks.warehouse.first_page import FirstPage
from benchmarks.warehouse.measure import Figures, QueryTime
from benchmarks.warehouse.questions import read_macros
from warehouse.connection import open_warehouse
from warehouse.dashboard.pages import PAGES

NOW = datetime(2026, 7, 10)


def digest_tables(data) -> dict[str, tuple]:
    """Rows and a digest of each table that has to do with articles."""
    with open_warehouse(data, command="test", now=NOW) as opened:
        cursor = opened.cursor()
        tables = cursor.execute(
            "select schema_name || '.' || table_name from duckdb_tables() "
            "where not temporary and table_name <> 'migrations' order by 1"
        ).fetchall()
        return {
            table: cursor.execute(f"select count(*), bit_xor(hash(t)) from {table} as t").fetchone()
            for (table,) in tables
        }


def test_a_warehouse_made_in_chunks_is_the_same(tmp_path, monkeypatch):
    corpus.make_corpus(tmp_path / "whole", 3000)
    monkeypatch.setattr(corpus, "CHUNK", 2000)
    corpus.make_corpus(tmp_path / "chunks", 3000)
    whole, chunks = digest_tables(tmp_path / "whole"), digest_tables(tmp_path / "chunks")
    for numbered_by_arrival in ("ops.words", "ops.article_words"):
        assert whole.pop(numbered_by_arrival)[0] == chunks.pop(numbered_by_arrival)[0]
    assert whole == chunks
    assert whole["main.articles"][0] == 3000


def test_it_prints_and_writes_what_it_measured(tmp_path, capsys):
    code = main(["--articles", "1000", "--json", str(tmp_path / "figures.json")])
    printed = capsys.readouterr().out
    figures = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    titles = {query["title"] for query in figures["queries"]}
    charts = {f"{name}: {panel}" for name, page in PAGES.items() for panel in page.panels}
    assert charts | set(read_macros()) <= titles
    assert "first page" in printed
    assert {"text_term", "event_day"} < {mart["name"] for mart in figures["marts"]}
    assert all(query["title"] in printed for query in figures["queries"])
    assert code == (1 if "missed: " in printed else 0)


def test_a_missed_goal_is_told_with_its_figure():
    figures = Figures(1000, publish_seconds=0.2, byte_count=7_000_000)
    figures.first_page = FirstPage(cold=3000.0, warm=1200.0)
    figures.queries.append(QueryTime("news: a slow chart", 1, 250.0, 260.0, 250.0))
    assert missed(figures) == [
        "missed: news: a slow chart takes 250 ms, the goal is 100",
        "missed: 7,000 bytes an article, the goal is 6,000",
        "missed: publishing takes 0.20 ms an article, the goal is 0.18",
        "missed: the first page is drawn in 1200 ms, the goal is 1,000",
    ]


@pytest.mark.parametrize("arguments", [["--articles", "10"], ["--articles", "many"]])
def test_too_few_articles_are_refused(arguments):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["--data", str(tmp_path)]) == 2
    assert "is not empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
