"""What a load writes, and that doing it again changes nothing."""

from datetime import date, datetime, timedelta

import pytest

from warehouse.compare import read_natural_tables
from warehouse.errors import PackageInvalid
from warehouse.load import find_unloaded, load_package
from warehouse.runs import Run, RunStart


def rows(warehouse, query, *parameters):
    return warehouse.cursor().execute(query, list(parameters)).fetchall()


def read_main(warehouse):
    """Every table of main, byte for byte as a reader sees it, in stored order."""
    names = rows(
        warehouse,
        "select table_name from duckdb_tables() where schema_name = 'main' and not temporary",
    )
    return {name: rows(warehouse, f"select * from {name}") for (name,) in names}


def test_a_new_article_fills_every_table(warehouse, story, name, write, tmp_path, now):
    moss = name("Ada Moss", "Ada Moss", join_key="moss")
    result = load_package(warehouse, write(tmp_path / "p1", story(names=(moss,))), now)
    assert (result.articles_new, result.articles_changed, result.articles_unchanged) == (1, 0, 0)
    assert result.fates == {"loaded": 1}
    filled = read_main(warehouse)
    empty = {table for table, found in filled.items() if not found}
    assert empty == {"quotes", "entity_merges", "near_copies", "version_changes"}
    assert rows(warehouse, "select first_seen_at, loaded_at, version_no from articles") == [
        (datetime(2026, 2, 1, 8), now, 1)
    ]
    assert rows(warehouse, "select entity_name, article_count, first_seen from entities") == [
        ("Ada Moss", 1, date(2026, 2, 1))
    ]


def test_row_numbers_lead_from_the_article_and_its_ordinals(warehouse, story, write, tmp_path, now):
    load_package(warehouse, write(tmp_path / "p1", story(), story(article="other")), now)
    found = rows(
        warehouse,
        "select article_key, removed_block_key from removed_blocks order by article_key",
    )
    assert found == [(1, 2**20 + 1), (2, 2 * 2**20 + 1)]
    assert rows(
        warehouse,
        "select count(*) from article_blocks as b join removed_blocks as r"
        " on r.removed_block_key = b.removed_block_key and r.char_start = b.char_start",
    ) == [(2,)]


def test_loading_the_same_package_again_changes_nothing_at_all(
    warehouse, story, write, tmp_path, now
):
    folder = write(tmp_path / "p1", story(), story(article="other"))
    load_package(warehouse, folder, now)
    before = read_main(warehouse)
    inputs = rows(warehouse, "select * from ops.inputs")
    result = load_package(warehouse, folder, now + timedelta(hours=1))
    assert result.was_loaded_before
    assert read_main(warehouse) == before
    assert rows(warehouse, "select * from ops.inputs") == inputs


def test_the_same_documents_in_another_package_change_no_table_of_main(
    warehouse, story, name, write, tmp_path, now
):
    moss = name("Ada Moss", "Ada Moss", join_key="moss")
    stories = (story(names=(moss,)), story(article="other", source=None, source_name=None))
    load_package(warehouse, write(tmp_path / "p1", *stories), now)
    before = read_main(warehouse)
    result = load_package(
        warehouse, write(tmp_path / "p2", *stories, run_id="run-2"), now + timedelta(hours=1)
    )
    assert result.articles_unchanged == 2
    assert result.fates == {"unchanged": 2}
    assert set(result.rows.values()) == {0, 2}  # only the two inputs were written
    assert read_main(warehouse) == before
    assert rows(warehouse, "select count(*) from ops.inputs") == [(4,)]


def test_a_changed_text_makes_a_version_and_keeps_the_old_text(
    warehouse, story, write, tmp_path, now
):
    first = story()
    second = story(body="Ada Moss saw the rain. Moss left on Friday.", seen_at=datetime(2026, 2, 2))
    load_package(warehouse, write(tmp_path / "p1", first), now)
    result = load_package(warehouse, write(tmp_path / "p2", second), now + timedelta(hours=1))
    assert (result.articles_new, result.articles_changed) == (0, 1)
    versions = rows(
        warehouse,
        "select version_no, clean_text, round(changed_share, 3) from article_versions order by 1",
    )
    assert versions == [(1, first.body, None), (2, None, 0.111)]
    assert rows(warehouse, "select clean_text from article_texts") == [(second.body,)]
    assert rows(warehouse, "select version_no, first_seen_at, loaded_at from articles") == [
        (2, first.seen_at, now + timedelta(hours=1))
    ]


def test_an_older_document_that_comes_late_only_adds_its_version(
    warehouse, story, write, tmp_path, now
):
    newer = story()
    older = story(body="Ada Moss slept. Friday was dry.", seen_at=datetime(2026, 1, 1))
    load_package(warehouse, write(tmp_path / "p1", newer), now)
    load_package(warehouse, write(tmp_path / "p2", older), now)
    assert rows(warehouse, "select version_no, document_id, first_seen_at from articles") == [
        (2, newer.document_id, older.seen_at)
    ]
    assert rows(warehouse, "select clean_text from article_texts") == [(newer.body,)]
    assert rows(
        warehouse, "select version_no, document_id from article_versions order by version_no"
    ) == [(1, older.document_id), (2, newer.document_id)]


def test_other_bytes_with_the_same_text_make_no_version(warehouse, story, write, tmp_path, now):
    first = story()
    again = story(footer="All rights are reserved.", seen_at=datetime(2026, 2, 3))
    load_package(warehouse, write(tmp_path / "p1", first), now)
    load_package(warehouse, write(tmp_path / "p2", again), now)
    assert rows(warehouse, "select version_no, document_id, seen_at from article_versions") == [
        (1, first.document_id, first.seen_at)
    ]
    assert rows(warehouse, "select document_id from articles") == [(again.document_id,)]
    assert rows(warehouse, "select block_text from removed_blocks") == [(again.footer,)]


def test_a_page_that_goes_back_to_its_old_bytes_is_a_third_version(
    warehouse, story, write, tmp_path, now
):
    old = story()
    new = story(body="Ada Moss saw the rain on Friday.", seen_at=datetime(2026, 2, 2))
    back = story(seen_at=datetime(2026, 2, 3))
    for number, document in enumerate((old, new, back)):
        load_package(warehouse, write(tmp_path / f"p{number}", document), now)
    assert rows(
        warehouse, "select document_id, clean_text from article_versions order by version_no"
    ) == [(old.document_id, old.body), (new.document_id, new.body), (old.document_id, None)]
    assert rows(warehouse, "select clean_text from article_texts") == [(old.body,)]


def test_a_new_reading_of_the_same_bytes_replaces_the_old_one(
    warehouse, story, name, write, tmp_path, now
):
    load_package(warehouse, write(tmp_path / "p1", story()), now)
    moss = name("Ada Moss", "Ada Moss", join_key="moss")
    reread = story(names=(moss,), pipeline_version="2")
    result = load_package(warehouse, write(tmp_path / "p2", reread), now)
    assert result.articles_changed == 1
    assert rows(warehouse, "select version_no, pipeline_version from articles") == [(1, "2")]
    assert rows(warehouse, "select mention_text from mentions") == [("Ada Moss",)]


def test_keys_are_kept_when_an_article_changes(warehouse, story, name, write, tmp_path, now):
    moss = name("Ada Moss", "Ada Moss", join_key="moss")
    load_package(warehouse, write(tmp_path / "p1", story(names=(moss,)), story(article="b")), now)
    keys = "select article_id, article_key from articles order by 1"
    before = rows(warehouse, keys), rows(warehouse, "select entity_key from entities")
    changed = story(body="Ada Moss is back on Friday.", names=(moss,), seen_at=datetime(2026, 3, 1))
    load_package(warehouse, write(tmp_path / "p2", changed), now)
    assert (rows(warehouse, keys), rows(warehouse, "select entity_key from entities")) == before


def test_the_number_of_an_entity_that_went_is_not_given_to_another(
    warehouse, story, name, write, tmp_path, now
):
    moss = name("Ada Moss", "Ada Moss", join_key="moss")
    reed = name("Ada Moss", "Ida Reed", join_key="reed")
    load_package(warehouse, write(tmp_path / "p1", story(names=(moss,))), now)
    load_package(warehouse, write(tmp_path / "p2", story(names=(reed,), pipeline_version="2")), now)
    assert rows(warehouse, "select entity_key, entity_name from entities") == [(2, "Ida Reed")]
    load_package(warehouse, write(tmp_path / "p3", story(names=(moss,), pipeline_version="3")), now)
    assert rows(warehouse, "select entity_key, entity_name from entities") == [(1, "Ada Moss")]


def test_an_article_without_publisher_belongs_to_source_zero(
    warehouse, story, write, tmp_path, now
):
    load_package(warehouse, write(tmp_path / "p1", story(source=None, source_name=None)), now)
    assert rows(warehouse, "select source_key from articles") == [(0,)]
    assert rows(warehouse, "select count(*) from sources") == [(1,)]


def test_a_publisher_is_called_as_its_articles_call_it_most(warehouse, story, write, tmp_path, now):
    stories = [story(article=str(n), source_name="The Valley Post") for n in range(2)]
    load_package(warehouse, write(tmp_path / "p1", story(), *stories), now)
    assert rows(
        warehouse, "select source_name, language_code from sources where source_key = 1"
    ) == [("The Valley Post", "en")]


@pytest.mark.parametrize("missing", ["headline", "published"])
def test_missing_evidence_is_null_and_loads(warehouse, story, write, tmp_path, now, missing):
    load_package(warehouse, write(tmp_path / "p1", story(**{missing: None})), now)
    column = {"headline": "headline", "published": "date_published"}[missing]
    assert rows(warehouse, f"select {column}, {column}_method from articles") == [(None, "none")]


def test_a_document_that_stands_twice_in_one_article_is_refused(
    warehouse, story, write, tmp_path, now
):
    folder = write(tmp_path / "p1", story(), story(seen_at=datetime(2026, 2, 9)))
    with pytest.raises(PackageInvalid, match="stands twice"):
        load_package(warehouse, folder, now)
    assert rows(warehouse, "select count(*) from ops.load_packages") == [(0,)]


def test_a_package_that_breaks_a_check_leaves_nothing(warehouse, story, write, tmp_path, now):
    good = story()
    bad = story(article="b", names=())
    folder = write(tmp_path / "p1", good, bad)
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    blocks = pq.read_table(folder / "article_blocks.parquet", partitioning=None)
    roles = pc.replace_substring(blocks["role"], "removed", "gone")
    column = blocks.schema.get_field_index("role")
    pq.write_table(
        blocks.set_column(column, blocks.schema.field(column), roles),
        folder / "article_blocks.parquet",
    )
    with pytest.raises(PackageInvalid, match="breaks the contract"):
        load_package(warehouse, folder, now)
    assert rows(warehouse, "select count(*) from articles") == [(0,)]
    assert rows(warehouse, "select count(*) from ops.runs") == [(0,)]


def test_packages_that_nobody_loaded_are_found(warehouse, story, write, now):
    packages = warehouse.folder.packages
    first, second = write(packages / "p1", story()), write(packages / "p2", story(article="b"))
    load_package(warehouse, first, now)
    assert find_unloaded(warehouse) == [second]


def test_totals_of_a_run_are_those_of_its_inputs(warehouse, story, write, tmp_path, now):
    run = Run.start(warehouse, RunStart("run-1", "ingest", now, process_id=7))
    load_package(warehouse, write(tmp_path / "p1", story(), story(article="b")), now)
    load_package(
        warehouse, write(tmp_path / "p2", story(), story(article="c", fate="paywalled")), now
    )
    totals = run.finish("succeeded", now + timedelta(seconds=90))
    assert totals["input_count"] == totals["good_count"] == 4
    assert (totals["loaded_count"], totals["unchanged_count"]) == (2, 1)
    assert (totals["articles_new_count"], totals["articles_unchanged_count"]) == (3, 1)
    assert rows(warehouse, "select status, duration_seconds, input_count from ops.runs") == [
        ("succeeded", 90.0, 4)
    ]


def test_a_run_that_was_killed_is_marked_interrupted_by_the_next(warehouse, now):
    Run.start(warehouse, RunStart("run-1", "ingest", now))
    Run.start(warehouse, RunStart("run-2", "ingest", now))
    assert rows(warehouse, "select run_key, status from ops.runs order by 1") == [
        (1, "interrupted"),
        (2, "running"),
    ]


def test_lineage_leads_from_a_span_to_the_bytes_and_the_run(
    warehouse, story, name, write, tmp_path, now
):
    moss = name("Ada Moss", "Ada Moss", join_key="moss")
    Run.start(warehouse, RunStart("run-1", "ingest", now, model_name="small"))
    told = story(names=(moss,))
    load_package(warehouse, write(tmp_path / "p1", told), now)
    found = rows(
        warehouse,
        "select item_type, item_text, document_id, archive_file, uri, run_id, model_name"
        " from ops.lineage order by item_type",
    )
    bytes_and_run = (told.document_id, "archive/1.warc.gz", "file:river.txt", "run-1", "small")
    assert found == [
        ("date", "Friday", *bytes_and_run),
        ("mention", "Ada Moss", *bytes_and_run),
        ("removed_block", "All rights reserved.", *bytes_and_run),
    ]


def test_comparing_on_natural_ids_ignores_only_numbers_and_times(
    warehouse, open_empty, story, write, tmp_path, now
):
    both = (story(), story(article="b"))
    load_package(warehouse, write(tmp_path / "p1", *both), now)
    with open_empty(tmp_path / "other") as other:
        for number, one in enumerate(reversed(both)):
            folder = write(tmp_path / f"q{number}", one, run_id=f"run-{number}")
            load_package(other, folder, now + timedelta(days=number))
        assert read_natural_tables(other.cursor()) == read_natural_tables(warehouse.cursor())
        other.cursor().execute("update captions set agency = 'Other'").fetchall()
        assert read_natural_tables(other.cursor()) != read_natural_tables(warehouse.cursor())
