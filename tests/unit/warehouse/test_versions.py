"""The law of versions: the same documents give the same tables, in whatever order they come."""

import tempfile
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warehouse.compare import read_natural_tables
from warehouse.load import load_package

START = datetime(2026, 2, 1, 8)

BODIES = (
    "Ada Moss saw the water. Moss left on Friday.",
    "Ada Moss saw the rain. Moss left on Friday.",
    "Ida Moss and Ada Moss met on Friday.",
)

#: What one document says, mostly of one article, and when it was seen. Times clash on purpose.
SIGHTS = st.lists(
    st.fixed_dictionaries(
        {
            "article": st.sampled_from(["river", "river", "river", "hill"]),
            "headline": st.sampled_from(["The river rises", "The river rises", None]),
            "body": st.sampled_from(BODIES),
            "footer": st.sampled_from(["All rights reserved.", "Rights kept."]),
            "seen_at": st.integers(0, 3).map(lambda hours: START + timedelta(hours=hours)),
            "modified_at": st.sampled_from([None, START + timedelta(hours=1, minutes=30)]),
            "uri": st.sampled_from(["file:a.txt", "file:a.txt", "file:b.txt"]),
            "source_name": st.sampled_from(["Valley Post", "Valley Post", "The Valley Post"]),
        }
    ),
    min_size=2,
    max_size=6,
)


def make_stories(sights, story, name):
    """The documents of the sights, each sight once, with the names their text holds."""
    known = {}
    for sight in sights:
        full = [
            name(who, who, join_key="moss")
            for who in ("Ada Moss", "Ida Moss")
            if who in sight["body"]
        ]
        lone = [name("Moss left", "Moss", is_full_name=False, join_key="moss")]
        names = full + (lone if "Moss left" in sight["body"] else [])
        made = story(**sight, names=tuple(names))
        known[made.article_id, made.document_id, made.seen_at, made.uri] = made
    return list(known.values())


def cut_in_packages(stories, cuts):
    """Packages of consecutive documents; a package holds a document of an article only once."""
    packages = [[]]
    for number, one in enumerate(stories):
        held = {(s.article_id, s.document_id) for s in packages[-1]}
        if number in cuts or (one.article_id, one.document_id) in held:
            packages.append([])
        packages[-1].append(one)
    return [package for package in packages if package]


def load_all(open_empty, write, packages, now):
    """The tables of a new warehouse after these packages."""
    numbers = count()
    with tempfile.TemporaryDirectory() as folder, open_empty(Path(folder) / "data") as warehouse:
        for stories in packages:
            package = write(Path(folder) / f"p{next(numbers)}", *stories)
            load_package(warehouse, package, now)
        return read_natural_tables(warehouse.cursor())


def expected_versions(stories):
    """What the order of change says, spelled out: (article, version, document, body hash input)."""
    versions = []
    for article in sorted({s.article_id for s in stories}):
        own = sorted(
            (s for s in stories if s.article_id == article),
            key=lambda s: (s.modified_at or s.seen_at, s.seen_at, s.uri, s.document_id),
        )
        number, last = 0, None
        for one in own:
            if (one.headline, one.body) != last:
                number, last = number + 1, (one.headline, one.body)
                versions.append((article, number, one.seen_at, one.headline, one.document_id))
    return versions


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sights=SIGHTS, data=st.data())
def test_tables_do_not_depend_on_the_order_of_arrival(
    story, name, write, open_empty, now, sights, data
):
    stories = make_stories(sights, story, name)
    shuffled = data.draw(st.permutations(stories))
    cuts = data.draw(st.sets(st.integers(1, 7)))
    one_by_one = load_all(open_empty, write, [[s] for s in stories], now)
    in_packages = load_all(open_empty, write, cut_in_packages(shuffled, cuts), now)
    assert in_packages == one_by_one
    found = [
        (article, number, seen_at, headline, document)
        for article, number, seen_at, _, headline, _, _, document, _ in one_by_one[
            "article_versions"
        ]
    ]
    assert found == expected_versions(stories)


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sights=SIGHTS)
def test_documents_that_come_twice_change_nothing(story, name, write, open_empty, now, sights):
    packages = [[one] for one in make_stories(sights, story, name)]
    once = load_all(open_empty, write, packages, now)
    assert load_all(open_empty, write, packages + packages[::-1], now) == once


def test_a_document_that_splits_a_version_in_two_gives_both_halves(story, write, open_empty, now):
    first = story(seen_at=START)
    third = story(seen_at=START + timedelta(hours=2), footer="Rights kept.")
    between = story(seen_at=START + timedelta(hours=1), body=BODIES[2])
    tables = load_all(open_empty, write, [[first], [third], [between]], now)
    found = [(row[1], row[7], row[8]) for row in tables["article_versions"]]
    assert found == [
        (1, first.document_id, first.body),
        (2, between.document_id, between.body),
        (3, third.document_id, None),
    ]
    assert tables["article_texts"][0][1] == third.raw_text


def test_the_publishers_time_of_change_outweighs_the_time_of_the_sight(
    story, write, open_empty, now
):
    corrected = story(body=BODIES[1], seen_at=START, modified_at=START + timedelta(days=1))
    cached = story(seen_at=START + timedelta(hours=5))
    tables = load_all(open_empty, write, [[corrected], [cached]], now)
    assert tables["article_texts"][0][2] == corrected.body


def test_a_moved_paragraph_is_no_change_of_words_and_a_new_text_is_all_change(
    story, write, open_empty, now
):
    tables = load_all(
        open_empty,
        write,
        [
            [story(body="Water rose on Friday. Nobody came.", seen_at=START)],
            [story(body="Nobody came. Water rose on Friday.", seen_at=START + timedelta(hours=1))],
            [story(body="Sun, at last!", seen_at=START + timedelta(hours=2))],
        ],
        now,
    )
    assert [row[6] for row in tables["article_versions"]] == [None, 0.0, 1.0]
