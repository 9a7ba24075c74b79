"""Near copies are grouped, whichever came first: who was first in print, whose words are whose."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count

import pytest

from tests.near_copy_cases import read_events
from warehouse.compare import read_natural_tables
from warehouse.load import load_package
from warehouse.migrate import MIGRATIONS_FOLDER
from warehouse.near_copies import MOST_UNLIKE

START = datetime(2026, 2, 1, 8)
EVENTS = {event.name: event for event in read_events()}


@pytest.fixture
def load(warehouse, write, tmp_path, now):
    """A function that loads documents as one package."""
    numbers = count()

    def load_stories(*stories):
        load_package(warehouse, write(tmp_path / f"p{next(numbers)}", *stories), now)

    return load_stories


def ask(warehouse, query):
    return warehouse.cursor().execute(query).fetchall()


def groups(warehouse):
    """File names of each group, sorted."""
    rows = ask(
        warehouse,
        "select list(file_name order by file_name) from articles"
        " where near_copy_group_id is not null group by near_copy_group_id order by 1",
    )
    return [names for (names,) in rows]


def test_p13_forty_outlets_with_one_wire_text_are_one_group_and_other_stories_are_not(
    warehouse, story, load
):
    event = EVENTS["lock-gates"]
    outlets = [story(f"outlet-{n:02d}", body=text) for n, text in enumerate(event.copies)]
    others = [story(f"other-{n}", body=text) for n, text in enumerate(event.others)]
    load(*outlets, *others)
    assert groups(warehouse) == [[f"outlet-{n:02d}.txt" for n in range(40)]]
    assert ask(warehouse, "select count(*) from articles") == [(42,)]
    least = min(outlet.article_id for outlet in outlets)
    assert ask(
        warehouse, "select distinct near_copy_group_id from near_copies where copy_no > 0"
    ) == [(least,)]


def test_p13_the_first_in_print_and_the_words_of_each_outlet_are_told(warehouse, story, load):
    wire = EVENTS["rail-strike"].wire
    own = "Nobody in Sundmark will get to work by train, and the buses are full until Monday."
    load(
        story("late", body=f"{own}\n\n{wire}", published=date(2026, 2, 3), seen_at=START),
        story("same", body=wire, published=None, seen_at=START + timedelta(days=3)),
        story("early", body=wire, published=date(2026, 2, 2), seen_at=START + timedelta(hours=5)),
    )
    rows = ask(
        warehouse,
        """
        select file_name, copy_no, is_first_seen, shared_share, own_words_share, duplicate_of_id
        from near_copies inner join articles using (article_key) order by copy_no
        """,
    )
    early = story("early").article_id
    words = len(own.split())
    whole = words + len(wire.split())
    assert [row[:3] for row in rows] == [
        ("early.txt", 1, True),
        ("late.txt", 2, False),
        ("same.txt", 3, False),
    ]
    assert [row[3] for row in rows] == [1, pytest.approx(1 - words / whole, abs=0.01), 1]
    assert [row[4] for row in rows] == [0, pytest.approx(words / whole, abs=0.01), 0]
    assert [row[5] for row in rows] == [None, None, early]


def test_a_text_that_is_rewritten_leaves_its_group(warehouse, story, load):
    event = EVENTS["bread-prices"]
    first, second, third = (
        story(name, body=text) for name, text in zip("abc", event.copies, strict=False)
    )
    load(first, second, third)
    assert groups(warehouse) == [["a.txt", "b.txt", "c.txt"]]
    load(replace(third, body=event.others[0], seen_at=START + timedelta(days=1)))
    assert groups(warehouse) == [["a.txt", "b.txt"]]
    load(replace(second, body=event.others[1], seen_at=START + timedelta(days=1)))
    assert groups(warehouse) == []
    assert ask(warehouse, "select count(*) from near_copies") == [(0,)]


def test_a_middle_that_goes_parts_its_ends(warehouse, story, load):
    paragraphs = EVENTS["rail-strike"].wire.split("\n\n") + EVENTS["lock-gates"].wire.split("\n\n")
    head, middle, tail = paragraphs[:9], paragraphs[3:14], paragraphs[8:]
    stories = [
        story(name, body="\n\n".join(text))
        for name, text in (("head", head), ("middle", middle), ("tail", tail))
    ]
    load(*stories)
    assert groups(warehouse) == [["head.txt", "middle.txt", "tail.txt"]]
    load(replace(stories[1], body=EVENTS["werft"].wire, seen_at=START + timedelta(days=1)))
    assert groups(warehouse) == []


def test_loading_again_writes_nothing(warehouse, story, load):
    stories = [story(f"o{n}", body=text) for n, text in enumerate(EVENTS["werft"].copies[:4])]
    load(*stories)
    before = [ask(warehouse, f"select * from {t}") for t in ("articles", "near_copies")]
    load(*stories)
    assert [ask(warehouse, f"select * from {t}") for t in ("articles", "near_copies")] == before


def test_groups_do_not_depend_on_the_order_of_arrival(story, write, open_empty, tmp_path, now):
    chance = random.Random(0)
    stories = []
    for event in list(EVENTS.values())[:2]:
        for number, text in enumerate((*event.copies[:4], *event.others, event.copies[0])):
            stories.append(
                story(
                    f"{event.name}-{number}",
                    body=text,
                    published=chance.choice([None, date(2026, 2, 2), date(2026, 2, 3)]),
                    seen_at=START + timedelta(hours=chance.randint(0, 60)),
                )
            )
    for old in chance.sample(stories, 6):  # some are rewritten later, some into another's text
        body = chance.choice([one.body for one in stories if one.body != old.body])
        stories.append(replace(old, body=body, seen_at=START + timedelta(days=9)))
    tables = []
    for name, size in (("one by one", 1), ("in threes", 3), ("at once", len(stories))):
        with open_empty(tmp_path / name) as warehouse:
            chance.shuffle(stories)
            for first in range(0, len(stories), size):
                folder = tmp_path / f"{name} {first}"
                load_package(warehouse, write(folder, *stories[first : first + size]), now)
            tables.append(read_natural_tables(warehouse.cursor()))
    assert tables[0] == tables[1] == tables[2]
    assert len(tables[0]["near_copies"]) > 5


def test_the_pairs_of_a_warehouse_that_is_migrated_are_those_that_loads_would_have_kept(
    warehouse, story, load
):
    event = EVENTS["lock-gates"]
    stories = [story(f"o{n}", body=text) for n, text in enumerate(event.copies[:12])]
    for one in stories:
        load(one)
    load(replace(stories[3], body=event.others[0], seen_at=START + timedelta(days=1)))
    kept = ask(warehouse, "select * from ops.copy_pairs order by all")
    migration = (MIGRATIONS_FOLDER / "0011_near_copy_lookup.sql").read_text("utf-8")
    filling = migration.partition("insert into ops.copy_pairs")[2].rstrip().removesuffix(";")
    assert f"<= {MOST_UNLIKE}" in filling
    assert ask(warehouse, f"select * from ({filling}) order by all") == kept
    assert len(kept) > 100


def test_the_words_of_an_article_are_kept_while_it_is_in_a_group(warehouse, story, load):
    event = EVENTS["werft"]
    stories = [story(f"o{n}", body=text) for n, text in enumerate(event.copies[:3])]
    load(*stories)
    members = "select article_key from near_copies order by 1"
    kept = "select article_key from ops.copy_runs order by 1"
    assert ask(warehouse, kept) == ask(warehouse, members) != []
    load(replace(stories[0], body=event.others[0], seen_at=START + timedelta(days=1)))
    assert len(ask(warehouse, kept)) == 2
    assert ask(warehouse, kept) == ask(warehouse, members)
