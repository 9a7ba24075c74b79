"""The full-text index, an option: the real extension, in real snapshots."""

import pytest

from warehouse import full_text
from warehouse.dictionary import read_dictionary, read_macros
from warehouse.errors import ExtensionMissing, QueryFailed
from warehouse.load import load_package
from warehouse.publish import is_behind, list_snapshots, publish
from warehouse.query import open_snapshot, run_query


@pytest.fixture
def stories(warehouse, story, write, tmp_path, now):
    """A warehouse of three articles, two of them on floods."""
    loaded = (
        story(headline="Flooding at the mill", body="The river rose on Friday and went down."),
        story(article="fair", headline="Fair days", body="A flood of people, said the keeper."),
        story(article="ferry", headline="Ferry sails", body="The Marigold is back in service."),
    )
    load_package(warehouse, write(tmp_path / "p1", *loaded), now)
    return warehouse


def ask(warehouse, sql: str) -> list[tuple]:
    with open_snapshot(warehouse.folder.path) as connection:
        return list(run_query(connection, sql).rows)


def test_articles_are_ranked_by_the_stems_of_their_words(stories, now):
    publish(stories, now=now, full_text=True)
    found = ask(stories, "select headline, score from ranked('floods')")
    assert {headline for headline, _ in found} == {"Flooding at the mill", "Fair days"}
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    assert ask(stories, "from ranked('zebra')") == []


def test_the_dictionary_tells_the_macro_and_nothing_of_how_duckdb_keeps_the_index(stories, now):
    publish(stories, now=now, full_text=True)
    with open_snapshot(stories.folder.path) as connection:
        assert {row.schema_name for row in read_dictionary(connection)} == {"main", "mart", "ops"}
        names = {macro.name: macro.meaning for macro in read_macros(connection)}
    assert "full_text_index" in names["ranked"]
    assert not [name for name in names if name.startswith("fts")]


def test_it_is_off_unless_asked_for_and_asking_makes_a_new_snapshot(stories, now):
    publish(stories, now=now)
    with pytest.raises(QueryFailed, match="ranked"):
        ask(stories, "from ranked('floods')")
    assert not is_behind(stories)
    assert is_behind(stories, full_text=True)


def test_a_large_warehouse_is_published_without_it(stories, now, monkeypatch):
    monkeypatch.setattr(full_text, "MOST_ARTICLES", 2)
    publish(stories, now=now, full_text=True)
    with open_snapshot(stories.folder.path) as connection:
        assert not full_text.has_full_text(connection)
    assert not is_behind(stories, full_text=True)


def test_who_reads_with_it_reads_no_other_file(stories, now, tmp_path):
    publish(stories, now=now, full_text=True)
    (tmp_path / "mine.csv").write_text("a\n1\n")
    with pytest.raises(QueryFailed, match="disabled"):
        ask(stories, f"from read_csv('{tmp_path / 'mine.csv'}')")


def test_without_its_package_nothing_is_published_and_the_package_is_named(
    stories, now, monkeypatch
):
    monkeypatch.setattr(full_text, "find_spec", lambda name: None)
    with pytest.raises(ExtensionMissing, match=r"pip install duckdb-extension-fts=="):
        publish(stories, now=now, full_text=True)
    assert list_snapshots(stories.folder.path) == []


def test_a_snapshot_with_it_is_read_without_the_package_too(stories, now, monkeypatch):
    publish(stories, now=now, full_text=True)
    monkeypatch.setattr(full_text, "find_spec", lambda name: None)
    assert ask(stories, "select count(*) from articles") == [(3,)]
