"""What a version changed: the cases of `tests/cases/versions/`, and the laws of its rows."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tasks.identify.words import find_words
from warehouse.load import load_package

START = datetime(2026, 2, 1, 8)
CASES = [
    pytest.param(case, id=case["name"])
    for path in sorted((Path(__file__).parents[2] / "cases" / "versions").glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["cases"]
]


@pytest.fixture
def load(warehouse, story, write, tmp_path, now):
    """A function that loads sights of one article, an hour apart, and returns its changes."""

    def load_sights(*sights):
        for number, (headline, paragraphs) in enumerate(sights):
            sight = story(
                headline=headline,
                body="\n\n".join(paragraphs),
                words=" ".join(find_words(" ".join(paragraphs))),
                seen_at=START + timedelta(hours=number),
            )
            load_package(warehouse, write(tmp_path / f"p{number}", sight), now)
        return (
            warehouse.cursor()
            .execute("select * exclude (article_id) from version_changes order by all")
            .fetchall()
        )

    return load_sights


@pytest.mark.parametrize("case", CASES)
def test_p12_a_version_says_what_changed_and_trivial_edits_make_none(case, warehouse, load):
    changes = load(
        (case.get("headline_before"), case["before"]), (case.get("headline_after"), case["after"])
    )
    found = [
        [change, before or 0, after or 0, round(100 * share)]
        for _, _, change, before, after, _, _, share in changes
    ]
    assert found == case["changes"]
    versions = warehouse.cursor().execute("select max(version_no) from articles").fetchall()
    assert versions == [(2 if case["changes"] else 1,)]


def test_p12_each_change_has_the_text_before_and_after(load):
    changes = load(
        ("Ferry sails", ["The ferry sails on Friday.", "It rains."]),
        ("Ferry sails", ["The ferry sails on Monday.", "Tickets are cheap."]),
        ("Ferry late", ["The ferry sails on Monday.", "Tickets are cheap."]),
    )
    assert [(row[0], row[2], row[5], row[6]) for row in changes] == [
        (2, "reworded", "The ferry sails on Friday.", "The ferry sails on Monday."),
        (2, "removed", "It rains.", None),
        (2, "added", None, "Tickets are cheap."),
        (3, "headline", "Ferry sails", "Ferry late"),
    ]
