"""Ad-hoc SQL and named queries on the published snapshot."""

import hashlib
import subprocess
import sys

import pytest

from warehouse.errors import QueryFailed, QueryTimedOut, WarehouseMissing
from warehouse.load import load_package
from warehouse.publish import publish
from warehouse.query import (
    find_query,
    list_queries,
    open_snapshot,
    run_named_query,
    run_query,
)

#: The first digits of the id of an article of the warehouse below.
RIVER = hashlib.sha256(b"river").hexdigest()[:6]

#: Arguments for the queries that need some, against the warehouse below.
ARGUMENTS = {
    "articles-about": ["ada moss"],
    "lineage": [RIVER],
    "removed-in": [RIVER],
    "search": ["water riv*"],
    "who-with": ["ada moss"],
    "timeline": ["Ada Moss"],
    "dates-of": ["river"],
    "on-day": ["2026-02-06"],
    "spellings": ["Moss left"],
    "what-became-of": ["river"],
}


@pytest.fixture(scope="module")
def published(open_empty, story, name, write, tmp_path_factory, now):
    """A data folder with a published snapshot of three documents."""
    folder = tmp_path_factory.mktemp("published")
    names = (
        name("Ada Moss", "Ada Moss", join_key="moss"),
        name("Moss left", "Ada Moss", join_key="moss"),
        name("Friday", "Friday Press", "ORG"),
    )
    older = story(body="Ada Moss slept on Friday.", seen_at=story().seen_at.replace(year=2025))
    undated = story(article="undated", published=None, wire_agency="Associated Press")
    with open_empty(folder / "data") as opened:
        load_package(opened, write(folder / "p1", story(names=names), older, undated), now)
        publish(opened, now=now)
    return folder / "data"


@pytest.fixture
def snapshot(published):
    with open_snapshot(published) as opened:
        yield opened


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.query_name)
def test_each_named_query_has_a_title_and_an_answer(snapshot, query):
    assert query.title.endswith(".")
    arguments = ARGUMENTS.get(query.query_name, [])
    result = run_named_query(snapshot, query.query_name, arguments)
    assert result.rows, query.query_name


def test_who_stands_beside_whom(snapshot):
    result = run_named_query(snapshot, "who-with", ["ADA MOSS"])
    assert result.columns == ("entity_name", "other_name", "other_type", "article_count")
    assert result.rows == (("Ada Moss", "Friday Press", "ORG", 1),)


def test_the_timeline_gives_each_date_with_its_sentence(snapshot):
    result = run_named_query(snapshot, "timeline", ["Ada Moss"])
    assert [(str(row[0]), row[3], row[4], row[5]) for row in result.rows] == [
        ("2026-02-06", "Friday", "The river rises", "Ada Moss saw the water. Moss left on Friday.")
    ]


def test_a_query_takes_parameters_and_names_its_types(snapshot):
    result = run_query(snapshot, "select $1 || '!' as shout, 1 as n", ["hey"])
    assert (result.columns, result.rows) == (("shout", "n"), (("hey!", 1),))
    assert result.types == ("VARCHAR", "INTEGER")


def test_a_missing_or_spare_argument_is_told_with_the_usage(snapshot):
    with pytest.raises(QueryFailed, match=r"@who-with needs name\. Use: @who-with NAME"):
        run_named_query(snapshot, "who-with")
    with pytest.raises(QueryFailed, match="takes 0 arguments, 1 were given"):
        run_named_query(snapshot, "sources", ["x"])
    with pytest.raises(QueryFailed, match="Known: @ahead, @articles-about"):
        find_query("who-without")


def test_a_query_newer_than_the_snapshot_says_so(warehouse):
    with pytest.raises(QueryFailed, match=r"lacks what @timeline reads: .* timeline .* `dateline"):
        run_named_query(warehouse.cursor(), "timeline", ["Ada Moss"])


@pytest.mark.parametrize("sql", ["delete from articles", "create table t (a int)", "selec 1"])
def test_a_query_that_writes_or_is_wrong_fails_with_exit_code_2(snapshot, sql):
    with pytest.raises(QueryFailed) as caught:
        run_query(snapshot, sql)
    assert caught.value.exit_code == 2


def test_a_query_that_takes_too_long_is_stopped_with_exit_code_4(snapshot):
    with pytest.raises(QueryTimedOut) as caught:
        run_query(
            snapshot,
            "select sum(a.range * b.range) from range(1e6::int) a, range(1e6::int) b",
            timeout=0.2,
        )
    assert caught.value.exit_code == 4
    assert run_query(snapshot, "select 1").rows == ((1,),)


def test_before_the_first_publication_the_next_command_is_named(tmp_path):
    with pytest.raises(WarehouseMissing, match="dateline run"):
        open_snapshot(tmp_path)


def test_a_snapshot_that_is_gone_is_named(tmp_path):
    (tmp_path / "current.duckdb").symlink_to("snapshots/20260101T000000Z.duckdb")
    with pytest.raises(WarehouseMissing, match=r"20260101T000000Z\.duckdb is gone"):
        open_snapshot(tmp_path)


@pytest.mark.parametrize("module", ["query", "status", "dictionary"])
def test_reading_starts_without_heavy_imports(module):
    code = (
        f"import sys, warehouse.{module}\n"
        "heavy = {'pyarrow', 'prefect', 'spacy', 'trafilatura', 'pandas', 'numpy'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
