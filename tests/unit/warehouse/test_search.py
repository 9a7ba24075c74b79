"""Search in steps gives what the macro of the snapshot gives."""

import pytest

from warehouse.dashboard.snapshot import MOST_FOUND, read_page_queries
from warehouse.query import run_query
from warehouse.search import find_articles

IN_ONE = read_page_queries()["search-articles"].sql


@pytest.fixture
def snapshot(fill, story):
    """Marts in which `the` and `water` are common words, and `weir` and `sluice` are none."""
    rare = [
        story(article=f"rare-{no}", headline=f"Weir {no}", body=f"The sluice {no}.", days=())
        for no in range(3)
    ]
    many = [story(article=f"a{no}", body=f"The water of Élan {no}.", days=()) for no in range(1100)]
    return fill(*rare, *many)


def test_steps_find_what_one_statement_finds(snapshot):
    texts = ["weir", "wei", "weir 2", "WATER sluice", "elan 7", "the", "the wat", "weir weir"]
    texts += ["zebra", "weir zebra", "$1", "'; drop table articles; --", "...", ""]
    found = {text: find_articles(snapshot, text, limit=MOST_FOUND).rows for text in texts}
    assert found == {text: run_query(snapshot, IN_ONE, [text]).rows for text in texts}
    assert [len(found[text]) for text in ("weir", "weir 2", "elan 7", "zebra")] == [3, 1, 8, 0]


def test_a_beginning_of_too_many_words_is_looked_for_in_headlines_alone(snapshot, monkeypatch):
    rows = find_articles(snapshot, "slu", limit=9).rows
    assert [in_headline for *_, in_headline in rows] == [False] * 3
    monkeypatch.setattr("warehouse.search.MOST_BEGUN", 1)
    assert find_articles(snapshot, "slu", limit=9).rows == ()
    assert len(find_articles(snapshot, "wei", limit=9).rows) == 3
