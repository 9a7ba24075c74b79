"""The macros of a snapshot: what they answer, and that they are in the file that readers open."""

import duckdb
import pytest

from warehouse.load import load_package
from warehouse.marts import MARTS_FOLDER
from warehouse.publish import publish
from warehouse.query import open_snapshot, run_query

MACROS = {path.stem for path in (MARTS_FOLDER / "macros").glob("*.sql")}


@pytest.fixture(scope="module")
def published(open_empty, story, name, day, write, tmp_path_factory, now):
    """A data folder with a snapshot of two articles."""
    folder = tmp_path_factory.mktemp("macros")
    names = (name("Ada Moss", "Ada Moss"), name("Élan", "Élan Mill", "ORG"))
    flood = story(
        headline="Flood at the Élan mill",
        body="Ada Moss saw the Élan rise on Friday.",
        names=names,
    )
    fair = story(
        article="fair",
        headline="Fair days",
        body="Ada Moss opened the fair. It was a flood of people.",
        names=names[:1],
        published=now.date(),
    )
    with open_empty(folder / "data") as opened:
        load_package(opened, write(folder / "p1", flood, fair), now)
        publish(opened, now=now)
    return folder / "data"


@pytest.fixture
def ask(published):
    """A function that gives the first column of a query on the snapshot."""
    with open_snapshot(published) as connection:
        yield lambda sql: [row[0] for row in run_query(connection, sql).rows]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("flood", ["Fair days", "Flood at the Élan mill"]),
        ("FLOOD Elan", ["Flood at the Élan mill"]),
        ("moss fair", ["Fair days"]),
        ("floo", []),
        ("floo*", ["Fair days", "Flood at the Élan mill"]),
        ("flood fai*", ["Fair days"]),
        ("flood zebra", []),
        ("flood zebra*", []),
        ("", []),
        (" *", []),
        ("'; drop table articles; --", []),
    ],
)
def test_search_finds_words_of_headline_and_text_the_newest_first(ask, query, found):
    quoted = query.replace("'", "''")
    assert ask(f"select headline from search('{quoted}')") == found


def test_search_says_what_stands_in_the_headline(ask):
    assert ask("select in_headline from search('flood')") == [False, True]


def test_articles_about_a_name_come_newest_first_by_any_spelling(ask):
    assert ask("select headline from articles_about('ada MOSS')") == [
        "Fair days",
        "Flood at the Élan mill",
    ]
    assert ask("select headline from articles_about('elan')") == ["Flood at the Élan mill"]
    assert ask("select headline from articles_about('Nobody')") == []


def test_co_mentioned_counts_shared_articles_in_both_directions(ask):
    assert ask("select other_name || article_count from co_mentioned('Ada Moss')") == ["Élan Mill1"]
    assert ask("select other_name || article_count from co_mentioned('Élan Mill')") == ["Ada Moss1"]


def test_co_mentioned_counts_for_itself_what_is_not_paired(fill, story, name):
    names = (name("Ada Moss", "Ada Moss"), name("Friday", "Friday Press", "ORG"))
    cursor = fill(story(names=names))
    paired = cursor.execute("from co_mentioned('Ada Moss')").fetchall()
    cursor.execute("delete from mart.entity_pair").fetchall()
    assert cursor.execute("from co_mentioned('Ada Moss')").fetchall() == paired != []


def test_the_timeline_has_each_date_with_its_sentence(ask):
    assert ask("select sentence from timeline('Ada Moss')") == [
        "Ada Moss saw the Élan rise on Friday."
    ]


def test_removed_in_takes_the_first_digits_of_an_id(ask):
    (article_id,) = ask("select article_id from articles where headline = 'Fair days'")
    assert ask(f"select block_text from removed_in('{article_id[:6]}')") == ["All rights reserved."]
    assert ask("select block_text from removed_in('none')") == []


def test_every_macro_is_in_the_snapshot_with_its_comment(ask):
    commented = ask(
        "select function_name from duckdb_functions() "
        "where database_name = current_database() and not internal and comment <> ''"
    )
    assert set(commented) == MACROS | {"fold", "freshness_at", "poll_health_at", "words_of"}


def test_macros_survive_a_copy_of_the_database(published, tmp_path):
    """Who compacts a snapshot with `copy from database` still has them."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{published / 'current.duckdb'}' as snapshot (read_only)")
        connection.execute(f"attach '{tmp_path / 'copy.duckdb'}' as compact")
        connection.execute("copy from database snapshot to compact")
    with duckdb.connect(str(tmp_path / "copy.duckdb"), read_only=True) as copied:
        rows = copied.execute("select headline from search('flood fai*')").fetchall()
    assert rows == [("Fair days",)]


def test_a_common_word_narrows_nothing_in_a_large_snapshot(fill, story):
    rare = [story(article=f"rare-{no}", body=f"The weir {no}.", days=()) for no in range(3)]
    many = [story(article=f"a{no}", body=f"The water {no}.", days=()) for no in range(1100)]
    cursor = fill(*rare, *many)

    def count(query):
        return len(cursor.execute("from search($1)", [query]).fetchall())

    assert cursor.execute("select term_no from mart.text_word where term = 'the'").fetchall() == [
        (None,)
    ]
    assert (count("the weir"), count("weir"), count("weir 2")) == (3, 3, 1)
    assert count("the") == len(rare) + len(many)  # each headline has it
