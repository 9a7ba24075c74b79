"""The laws of runs: tables are a function of what was read, not of how.

Nothing depends on how often or in which order runs are done, on how many workers do them, or on
where the files lie; what changed is a version, what is gone stays.
"""

import shutil
from datetime import datetime

import pytest

from flows.batches import BatchPlanner
from tasks.collect import files as _files  # noqa: F401  registers its kinds of source
from tasks.collect.source import collect, resolve_sources
from tests.near_copy_cases import read_events
from warehouse.connection import open_warehouse
from warehouse.publish import current_snapshot

# ------------------------------------------------------------ how often, where, in what order


def test_a_run_done_twice_changes_no_table_byte_for_byte(runs, stories, undisturbed, tmp_path):
    data = runs.copy_data(undisturbed, tmp_path / "data")
    before, snapshot = runs.exact_tables(data), current_snapshot(data)
    report = runs.ingest(data, stories)
    assert runs.exact_tables(data) == before
    assert report.fates == {"unchanged": 5}
    assert current_snapshot(data) == report.snapshot_id == snapshot
    assert not report.is_new_snapshot


def test_the_order_of_sources_and_the_number_of_runs_do_not_matter(
    runs, stories, undisturbed, tmp_path
):
    late, early = [stories / "wire.jsonl", stories / "market.html"], [stories / "ferry.txt"]
    runs.ingest(tmp_path / "data", *late)
    runs.ingest(tmp_path / "data", stories / "library.txt", *early)
    assert runs.natural_tables(tmp_path / "data") == runs.natural_tables(undisturbed)


def test_two_workers_and_small_batches_give_the_tables_of_one(runs, stories, undisturbed, tmp_path):
    report = runs.ingest(tmp_path / "data", stories, workers=2, batch_size=1)
    assert report.fates == {"loaded": 5}
    assert runs.natural_tables(tmp_path / "data") == runs.natural_tables(undisturbed)


def test_the_place_of_the_folder_does_not_matter(runs, stories, undisturbed, tmp_path):
    moved = shutil.copytree(stories, tmp_path / "far" / "away" / stories.name)
    runs.ingest(tmp_path / "data", moved)
    assert runs.natural_tables(tmp_path / "data") == runs.natural_tables(undisturbed)


# ------------------------------------------------------------------------ what changes, what stays

ARTICLE = (
    "<html><head><title>Bridge closes</title>"
    "<link rel='canonical' href='https://valley-post.example/bridge'>{head}</head>"
    "<body><article><h1>Bridge closes</h1><p>The old bridge closes on Monday for {days} days.</p>"
    "<p>Buses take the ring road, and the ferry runs every half hour.</p></article></body></html>"
)
MODIFIED = '<meta property="article:modified_time" content="2024-04-{day}T08:00:00Z">'
FIRST = ARTICLE.format(days="seven", head=MODIFIED.format(day="08"))
CORRECTED = ARTICLE.format(days="nine", head=MODIFIED.format(day="10"))


def versions(runs, data):
    return runs.ask(
        data,
        "select version_no, seen_at, changed_share > 0, clean_text from article_versions"
        " order by article_id, version_no",
    )


def text_of_all(runs, data):
    return [text for (text,) in runs.ask(data, "select clean_text from article_texts order by 1")]


def test_p12_a_corrected_article_is_version_2_whichever_was_loaded_first(runs, tmp_path):
    folder = runs.write_files(tmp_path / "news", {"a.html": FIRST})
    runs.write_files(folder, {"b.html": CORRECTED}, changed_at=runs.changed_at + 3600)
    runs.ingest(tmp_path / "in-order", folder / "a.html")
    runs.ingest(tmp_path / "in-order", folder / "b.html")
    runs.ingest(tmp_path / "reversed", folder / "b.html")
    runs.ingest(tmp_path / "reversed", folder / "a.html")
    tables = runs.natural_tables(tmp_path / "in-order")
    assert runs.natural_tables(tmp_path / "reversed") == tables
    rows = versions(runs, tmp_path / "in-order")
    assert [row[0] for row in rows] == [1, 2]
    assert "seven days" in rows[0][3]
    assert rows[1][2:] == (True, None)
    assert ["nine days" in text for text in text_of_all(runs, tmp_path / "in-order")] == [True]


@pytest.mark.parametrize(
    ("changes", "count"),
    [([("forty", "fifty")], 2), ([("\n\n", " \n\n\n"), (" sails ", "  sails ")], 1)],
    ids=["a word", "white space"],
)
def test_p12_a_changed_word_makes_a_version_and_white_space_makes_none(
    runs, one_story, tmp_path, changes, count
):
    data = runs.copy_data(one_story, tmp_path / "data")
    text = runs.stories["ferry.txt"]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    folder = runs.write_files(tmp_path / "news", {"ferry.txt": text}, runs.changed_at + 60)
    runs.ingest(data, folder)
    assert [row[0] for row in versions(runs, data)] == [*range(1, count + 1)]


def test_p12_other_quotes_and_commas_make_no_version(runs, one_story, tmp_path):
    data = runs.copy_data(one_story, tmp_path / "data")
    text = runs.stories["ferry.txt"]
    edited = text.replace("minutes, as it did before.", "minutes – ‘as it did before’")
    assert edited != text
    folder = runs.write_files(tmp_path / "news", {"ferry.txt": edited}, runs.changed_at + 60)
    runs.ingest(data, folder)
    assert [row[0] for row in versions(runs, data)] == [1]
    assert "‘as it did before’" in text_of_all(runs, data)[0]


def test_p13_near_copies_and_changes_are_equal_in_any_order_and_number_of_runs(runs, tmp_path):
    (event,) = (event for event in read_events(copy_count=3) if event.name == "lock-gates")
    texts = {f"{n}.txt": f"Lock closed, {n}\n\n{text}\n" for n, text in enumerate(event.copies)}
    texts |= {f"other-{n}.txt": f"The lock\n\n{text}\n" for n, text in enumerate(event.others)}
    folder = runs.write_files(tmp_path / "news", texts)
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    runs.ingest(whole, folder, workers=2, batch_size=1)
    for name in reversed(texts):
        runs.ingest(parts, folder / name)
    corrected = {"1.txt": texts["1.txt"].replace("1961", "1962")}
    runs.write_files(folder, corrected, runs.changed_at + 60)
    for data in (whole, parts):
        runs.ingest(data, folder / "1.txt" if data is parts else folder)
    tables = runs.natural_tables(whole)
    assert runs.natural_tables(parts) == tables
    assert len(tables["near_copies"]) == 3
    assert [row[3] for row in tables["version_changes"]] == ["reworded"]
    exact = runs.exact_tables(whole)
    runs.ingest(whole, folder)
    assert runs.exact_tables(whole) == exact


def test_a_file_that_is_gone_leaves_its_article(runs, undisturbed, tmp_path):
    data = runs.copy_data(undisturbed, tmp_path / "data")
    folder = runs.write_files(tmp_path / "news", runs.stories)
    (folder / "ferry.txt").unlink()
    report = runs.ingest(data, folder)
    assert report.fates == {"unchanged": 4}
    assert runs.exact_tables(data) == runs.exact_tables(undisturbed)


def test_w3_the_same_bytes_under_a_second_name_are_one_article_of_the_least_name(runs, tmp_path):
    text = runs.stories["ferry.txt"]
    folder = runs.write_files(tmp_path / "news", {"b.txt": text, "c.txt": text, "a.txt": text})
    report = runs.ingest(tmp_path / "data", folder, workers=2, batch_size=1)
    assert report.fates == {"loaded": 1, "duplicate": 2}
    assert runs.ask(tmp_path / "data", "select file_name from articles") == [("a.txt",)]
    owners = runs.ask(tmp_path / "data", "select distinct article_id from ops.inputs")
    assert len(owners) == 1
    assert owners != [(None,)]


def test_w3_a_second_name_that_sorts_first_does_not_orphan_the_one_that_was_loaded(
    runs, one_story, tmp_path
):
    data = runs.copy_data(one_story, tmp_path / "data")
    text = runs.stories["ferry.txt"]
    folder = runs.write_files(tmp_path / "news", {"a.txt": text, "ferry.txt": text})
    runs.ingest(data, folder)
    ends = {name: fate for name, (fate, _) in runs.fates(data, 2).items()}
    assert ends == {"a.txt": "duplicate", "ferry.txt": "unchanged"}
    assert runs.exact_tables(data) == runs.exact_tables(one_story)


def test_w3_new_rules_read_the_bytes_again_under_the_name_they_were_loaded_by(
    runs, one_story, tmp_path
):
    data = runs.copy_data(one_story, tmp_path / "data")
    text = runs.stories["ferry.txt"]
    folder = runs.write_files(tmp_path / "news", {"a.txt": text, "ferry.txt": text})
    collected = list(collect(resolve_sources([str(folder)], ()), 1_000_000))
    now = datetime(2026, 3, 1)
    with open_warehouse(data, command="test", now=now, lock_wait=0) as warehouse:
        planner = BatchPlanner(warehouse, data, "new rules", lambda: now)
        (batch,) = planner.plan(collected, 10)
    assert [ref.uri for ref in batch.documents] == ["file:news/ferry.txt"]
    assert [(end.uri, end.fate) for end in batch.ended] == [("file:news/a.txt", "duplicate")]
