"""Each check passes on a good warehouse and finds what it is named after."""

import shutil

import pytest

from warehouse.checks import evaluate_checks, read_checks, run_checks
from warehouse.connection import open_warehouse
from warehouse.errors import WarehouseError
from warehouse.load import load_package

#: A statement that spoils a good warehouse, and the check that must see it.
SPOILED = [
    ("delete from article_texts", "each_article_has_one_text"),
    ("insert into mentions from mentions", "each_key_stands_for_one_row"),
    ("insert into documents from documents", "each_document_is_stored_once"),
    ("delete from documents", "each_article_has_its_document_and_source"),
    ("update articles set source_key = 77", "each_article_has_its_document_and_source"),
    ("update mentions set entity_key = 77", "each_mention_has_its_entity"),
    ("update entity_names set is_canonical = false", "each_entity_has_one_canonical_name"),
    ("update entity_names set mention_count = 9", "mentions_add_up_for_each_entity"),
    ("delete from article_blocks where block_no = 2", "blocks_in_order_are_the_raw_text"),
    (
        "update article_blocks set char_end = char_end + 3 where block_no = 1",
        "blocks_in_order_are_the_raw_text",
    ),
    ("update mentions set mention_text = 'Moss!'", "spans_are_the_words_they_say"),
    ("update date_mentions set char_start = 0", "spans_are_the_words_they_say"),
    ("delete from removed_blocks", "each_removed_block_is_in_the_ledger"),
    (
        "update article_blocks set removed_block_key = null",
        "each_removed_block_is_in_the_ledger",
    ),
    (
        "update date_candidates set is_chosen = false",
        "the_chosen_candidate_is_the_date_published",
    ),
    ("update article_versions set version_no = 2", "versions_are_numbered_without_gaps"),
    ("update ops.inputs set article_id = null", "each_loaded_input_has_its_article"),
    ("insert into ops.inputs from ops.inputs", "each_input_ends_in_one_fate"),
    ("update articles set date_published = date '2999-01-01'", "no_article_is_from_the_future"),
    ("update articles set headline = null", "each_article_has_a_headline"),
    (
        "update articles set date_published = null, date_published_method = 'none'",
        "each_article_has_a_publication_day",
    ),
    (
        "insert into near_copies select article_key, 'g', 1, true, article_id, 9, 1, 0"
        " from articles",
        "each_group_of_near_copies_is_whole",
    ),
    (
        "update articles set near_copy_group_id = article_id",
        "each_group_of_near_copies_is_whole",
    ),
    ("update articles set duplicate_of_id = 'no article'", "each_duplicate_repeats_a_text"),
    (
        "insert into near_copies select article_key, 'g', 1, true, article_id, 9, 0.05, 0.9"
        " from articles",
        "no_near_copy_is_far_from_the_first",
    ),
    (
        "insert into article_versions select * replace (version_no + 1 as version_no)"
        " from article_versions",
        "each_version_says_what_it_changed",
    ),
    (
        "insert into version_changes select article_id, 2, 1, 'added', null, 1, null, 'A', 1"
        " from articles",
        "each_version_says_what_it_changed",
    ),
    ("update articles set removed_share = 0.95", "no_article_lost_most_of_its_text"),
    (
        "insert into ops.source_schedules values ('valley-post', -1, 9)",
        "no_scheduled_source_is_late",
    ),
    (
        "insert into ops.source_schedules values ('valley-post', -2, -1)",
        "no_scheduled_source_is_silent",
    ),
    (
        "insert into ops.source_schedules values ('never-seen', 2, 4)",
        "no_scheduled_source_is_silent",
    ),
    (
        """
        insert into ops.source_schedules values ('valley-post', 99, 999);
        insert into articles by name
        select
            articles.* exclude (article_id, first_seen_at),
            'copy-' || no as article_id,
            timestamp '2026-02-10' as first_seen_at
        from articles cross join range(80) as numbers (no);
        insert into ops.inputs by name
        select inputs.* exclude (article_id), 'copy-' || no as article_id
        from ops.inputs as inputs cross join range(80) as numbers (no)
        """,
        "no_scheduled_source_brings_half_of_what_it_did",
    ),
]


@pytest.fixture(scope="module")
def filled_database(open_empty, story, name, write, tmp_path_factory, now):
    """A database file with one article, to be copied."""
    folder = tmp_path_factory.mktemp("filled")
    moss = name("Ada Moss", "Ada Moss", join_key="moss")
    with open_empty(folder / "data") as opened:
        load_package(opened, write(folder / "p1", story(names=(moss,))), now)
    return folder / "data" / "dateline.duckdb"


@pytest.fixture
def filled(filled_database, tmp_path, now):
    shutil.copy(filled_database, tmp_path / "dateline.duckdb")
    with open_warehouse(tmp_path, command="test", now=now, lock_wait=0) as opened:
        yield opened


def test_a_good_warehouse_passes_every_check(filled, now):
    results = evaluate_checks(filled.cursor(), now=now)
    assert len(results) >= 8
    assert {(r.check_name, r.sample) for r in results if r.status != "passed"} == set()


def test_an_empty_warehouse_passes_every_check(warehouse, now):
    assert {result.status for result in evaluate_checks(warehouse.cursor(), now=now)} == {"passed"}


@pytest.mark.parametrize(("statement", "check_name"), SPOILED)
def test_a_check_finds_what_it_is_named_after(filled, now, statement, check_name):
    cursor = filled.cursor()
    cursor.execute("begin")
    cursor.execute(statement).fetchall()
    cursor.execute("commit")
    found = {result.check_name: result for result in evaluate_checks(filled.cursor(), now=now)}
    assert found[check_name].status in ("failed", "warned")
    assert found[check_name].wrong_count >= 1
    assert found[check_name].sample


def test_every_check_has_a_case_that_spoils_it():
    assert {check.check_name for check in read_checks()} == {name for _, name in SPOILED}


def test_a_check_that_asks_for_the_moment_gets_it_or_is_named(filled, tmp_path, now):
    folder = tmp_path / "checks"
    folder.mkdir()
    (folder / "it_is_early.sql").write_text(
        "-- severity: warn\n-- Late.\nselect $now as moment where $now > timestamp '2026-03-01'"
    )
    (result,) = evaluate_checks(filled.cursor(), folder, now=now)
    assert (result.status, result.sample) == ("warned", "2026-03-01 12:00:00")
    with pytest.raises(WarehouseError, match="it_is_early asks for the present moment"):
        evaluate_checks(filled.cursor(), folder)


def test_results_are_kept_with_the_run(filled, now):
    filled.cursor().execute("update articles set headline = null").fetchall()
    results = run_checks(filled, 1, now)
    kept = (
        filled.cursor()
        .execute(
            "select check_name, status, wrong_count, meaning from ops.run_checks"
            " where status <> 'passed'"
        )
        .fetchall()
    )
    assert [row[:3] for row in kept] == [("each_article_has_a_headline", "warned", 1)]
    assert len(results) == len(read_checks())


def test_a_check_without_severity_or_meaning_is_refused(tmp_path):
    (tmp_path / "all_is_well.sql").write_text("-- severity: loud\n-- Nothing.\nselect 1")
    with pytest.raises(WarehouseError, match=r"all_is_well\.sql"):
        read_checks(tmp_path)
