"""Search in steps gives what the macro of the snapshot gives."""

import pytest

from warehouse.dashboard.snapshot import MOST_FOUND, read_page_queries
from warehouse.query import run_query
from warehouse.search import find_articles

IN_ONE = read_page_queries()["search-articles"].sql


@pytest.fixture
def snapshot(fill, story):
    """Marts in which `the` and `water` are common words, and `weir` is none."""
    rare = [
        story(article=f"rare-{no}", headline=f"Weir {no}", body=f"The weir {no}.", days=())
        for no in range(3)
    ]
    many = [story(article=f"a{no}", body=f"The water of Élan {no}.", days=()) for no in range(1100)]
    return fill(*rare, *many)


def test_steps_find_what_one_statement_finds(snapshot):
    texts = ["weir", "wei", "weir 2", "WATER weir", "elan 7", "the", "the wat", "weir weir"]
    texts += ["zebra", "weir zebra", "$1", "'; drop table articles; --", "...", ""]
    found = {text: find_articles(snapshot, text, limit=MOST_FOUND).rows for text in texts}
    assert found == {text: run_query(snapshot, IN_ONE, [text]).rows for text in texts}
    assert [len(found[text]) for text in ("weir", "weir 2", "elan 7", "zebra")] == [3, 1, 8, 0]


def test_a_beginning_of_too_many_words_is_looked_for_in_headlines_alone(snapshot, monkeypatch):
    in_headline = find_articles(snapshot, "wa", limit=9).columns.index("in_headline")
    assert not find_articles(snapshot, "ela", limit=9).rows[0][in_headline]
    monkeypatch.setattr("warehouse.search.MOST_BEGUN", 1)
    assert find_articles(snapshot, "ela", limit=9).rows == ()
    assert find_articles(snapshot, "wei", limit=9).rows[0][in_headline]
