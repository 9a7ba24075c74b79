"""Names to entities over the corpus: dominance, names, and no order of arrival."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warehouse.compare import read_natural_tables
from warehouse.load import load_package
from warehouse.resolution import NameRow, merge_names


def full(article, name, spelling=None, count=1, join_key="moss"):
    """A row of an article that spells a person out."""
    return NameRow(
        article,
        f"id of {name.casefold()}",
        spelling or name,
        "PERSON",
        name,
        True,
        join_key,
        None,
        count,
    )


def lone(article, name="Moss", join_key="moss", entity_type="PERSON"):
    """A row of an article that only has a surname."""
    return NameRow(
        article, f"id of {name.casefold()}", name, entity_type, name, False, join_key, None, 1
    )


def test_a_lone_surname_joins_the_full_name_that_dominates():
    found = merge_names([full("a", "Ada Moss"), full("b", "Ada Moss"), lone("c")])
    assert found["id of moss"] == ("id of ada moss", "Ada Moss")


def test_a_surname_that_two_share_evenly_stays_alone():
    found = merge_names([full("a", "Ada Moss"), full("b", "Ida Moss"), lone("c")])
    assert found["id of moss"] == ("id of moss", "Moss")


def test_three_fifths_of_the_articles_are_enough_and_less_is_not():
    ada = [full(f"a{n}", "Ada Moss") for n in range(3)]
    others = [full("b1", "Ida Moss"), full("b2", "Ula Moss")]
    assert merge_names([*ada, *others, lone("c")])["id of moss"][1] == "Ada Moss"
    more = [*others, full("b3", "Eda Moss")]
    assert merge_names([*ada, *more, lone("c")])["id of moss"][1] == "Moss"


def test_two_people_named_together_everywhere_are_no_one_in_particular():
    both = [full(article, name) for article in "ab" for name in ("Ada Moss", "Ida Moss")]
    assert merge_names([*both, lone("c")])["id of moss"][1] == "Moss"


def test_articles_are_counted_and_not_mentions():
    rows = [full("a", "Ada Moss", count=90), full("b", "Ida Moss"), full("c", "Ida Moss")]
    assert merge_names([*rows, lone("d")])["id of moss"][1] == "Ida Moss"


def test_other_types_and_keys_do_not_join():
    place = lone("b", entity_type="GPE")
    other = lone("c", name="Reed", join_key="reed")
    without = lone("d", name="Mossy", join_key=None)
    found = merge_names([full("a", "Ada Moss"), place, other, without])
    assert {found[key][1] for key in ("id of moss", "id of reed", "id of mossy")} == {
        "Moss",
        "Reed",
        "Mossy",
    }


def test_a_name_that_one_article_spells_out_is_full_everywhere():
    found = merge_names(
        [
            lone("a", name="Mononym"),
            full("b", "Mononym"),
            full("c", "Ada Moss"),
        ]
    )
    assert found["id of mononym"][0] == "id of mononym"


def test_an_entity_is_called_as_it_is_written_most():
    rows = [
        full("a", "Kim Jong-un", count=2)._replace(local_entity_id="kim"),
        full("b", "Kim Jong Un", count=3)._replace(local_entity_id="kim"),
        full("c", "Kim Jong Un", "Kim", count=9)._replace(local_entity_id="kim"),
    ]
    assert merge_names(rows)["kim"] == ("kim", "Kim Jong Un")


def test_ties_between_names_go_by_code_point():
    rows = [
        full("a", "Zoë Moss")._replace(local_entity_id="z"),
        full("b", "Zoe Moss")._replace(local_entity_id="z"),
    ]
    assert merge_names(rows)["z"][1] == "Zoe Moss"


def test_no_names_are_no_entities():
    assert merge_names([]) == {}


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_the_order_of_names_does_not_matter(data):
    people = st.sampled_from(["Ada Moss", "Ida Moss", "Moss", "Ada Reed", "Reed"])
    named = data.draw(st.sets(st.tuples(st.sampled_from("abcdef"), people), min_size=1))
    rows = [
        full(article, who, join_key=who.split()[-1].lower())
        if " " in who
        else lone(article, who, who.lower())
        for article, who in sorted(named)
    ]
    assert merge_names(data.draw(st.permutations(rows))) == merge_names(rows)


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_entities_of_the_warehouse_do_not_depend_on_the_order_of_arrival(
    story, name, write, open_empty, now, data
):
    body = "Ada Moss, Ida Moss, Bea Moss and others met. Reed stayed on Friday."
    choices = (
        name("Ada Moss", "Ada Moss", join_key="moss"),
        name("Ida Moss", "Ida Moss", join_key="moss"),
        name("Bea", "Moss", is_full_name=False, join_key="moss"),
        name("Reed", "Reed", is_full_name=False, join_key="moss"),
    )
    named = data.draw(
        st.lists(st.sets(st.sampled_from(range(4)), max_size=3), min_size=2, max_size=5)
    )
    stories = [
        story(article=str(number), body=body, names=tuple(choices[n] for n in sorted(picked)))
        for number, picked in enumerate(named)
    ]

    def load(order, size):
        with tempfile.TemporaryDirectory() as folder, open_empty(Path(folder) / "data") as opened:
            for start in range(0, len(order), size):
                package = write(Path(folder) / f"p{start}", *order[start : start + size])
                load_package(opened, package, now)
            wrong = (
                opened.cursor()
                .execute(
                    "select count(*) from mentions where entity_key not in"
                    " (select entity_key from entities)"
                )
                .fetchall()
            )
            assert wrong == [(0,)]
            return read_natural_tables(opened.cursor())

    assert load(data.draw(st.permutations(stories)), 1) == load(stories, len(stories))


def test_a_merge_is_undone_when_another_namesake_comes(
    warehouse, story, name, write, tmp_path, now
):
    ada = name("Ada Moss", "Ada Moss", join_key="moss")
    moss = name("Moss", "Moss", is_full_name=False, join_key="moss")
    ida = name("Ida Moss", "Ida Moss", join_key="moss")
    first = (
        story(article="a", body="Ada Moss spoke on Friday.", names=(ada,)),
        story(article="b", body="Moss spoke on Friday.", names=(moss,)),
    )
    entity_of_b = (
        "select e.entity_name from mentions as m join entities as e using (entity_key)"
        " where m.mention_text = 'Moss'"
    )
    load_package(warehouse, write(tmp_path / "p1", *first), now)
    cursor = warehouse.cursor()
    assert cursor.execute(entity_of_b).fetchall() == [("Ada Moss",)]
    assert cursor.execute("select rule, article_share from entity_merges").fetchall() == [
        ("short_name_to_dominant", 1.0)
    ]
    second = story(article="c", body="Ida Moss spoke on Friday.", names=(ida,))
    load_package(warehouse, write(tmp_path / "p2", second), now)
    assert cursor.execute(entity_of_b).fetchall() == [("Moss",)]
    assert cursor.execute("select * from entity_merges").fetchall() == []
    assert cursor.execute("select count(*) from entities").fetchall() == [(3,)]
    assert cursor.execute("select count(*) from article_entities").fetchall() == [(3,)]


def test_salience_is_highest_for_the_most_named_in_the_headline(
    warehouse, story, name, write, tmp_path, now
):
    names = (
        name("Ada Moss", "Ada Moss", join_key="moss"),
        name("Moss left", "Ada Moss", join_key="moss"),
        name("Friday", "Friday Press", "ORG"),
    )
    load_package(warehouse, write(tmp_path / "p1", story(names=names)), now)
    found = dict(
        warehouse.cursor()
        .execute(
            "select entity_name, salience from article_entities join entities using (entity_key)"
        )
        .fetchall()
    )
    assert 0 <= found["Friday Press"] < found["Ada Moss"] <= 1
