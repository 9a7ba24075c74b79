"""The archive alone gives the warehouse again: what was read is a function of what was archived."""

import os
import shutil

from warehouse.connection import open_reader
from warehouse.publish import current_snapshot

#: An address of its own, so that the text is known by it wherever the file lies.
PAGE = (
    "<html><head><title>Ferry fares</title>"
    "<link rel='canonical' href='https://harbour-gazette.example/fares'></head><body><article>"
    "<h1>Ferry fares</h1><p>A crossing to Oldmere costs {price} crowns from Monday.</p>"
    "<p>Children under six travel free, as they did before.</p></article></body></html>"
)
CHEAP, DEAR = PAGE.format(price="four"), PAGE.format(price="six")


def test_a_rebuild_gives_the_tables_of_the_runs_before(runs, stories, undisturbed, tmp_path):
    data = runs.copy_data(undisturbed, tmp_path / "data")
    report = runs.rebuild(data)
    assert (report.exit_code, report.fates) == (0, {"loaded": 5})
    assert runs.natural_tables(data) == runs.natural_tables(undisturbed)
    assert report.is_new_snapshot
    assert current_snapshot(data) == report.snapshot_id
    assert not (data / "rebuild").exists()


def test_a_rebuild_gives_equal_tables_in_whatever_order_the_archive_is_read(
    runs, stories, undisturbed, tmp_path
):
    data = tmp_path / "data"
    runs.ingest(data, stories, batch_size=1)
    files = sorted((data / "archive").iterdir())
    assert len(files) == 5
    for order in (files, files[::-1]):
        for number, path in enumerate(order):
            os.utime(path, (number, number))
        runs.rebuild(data, batch_size=2)
        assert runs.natural_tables(data) == runs.natural_tables(undisturbed)


def test_a_rebuild_with_workers_and_small_batches_gives_the_tables_of_one(
    runs, undisturbed, tmp_path
):
    data = runs.copy_data(undisturbed, tmp_path / "data")
    runs.rebuild(data, workers=2, batch_size=1)
    assert runs.natural_tables(data) == runs.natural_tables(undisturbed)


def test_a_text_that_went_back_to_what_it_was_is_in_force_after_a_rebuild_too(runs, tmp_path):
    data, folder = tmp_path / "data", tmp_path / "news"
    for hour, text in enumerate((CHEAP, DEAR, CHEAP)):
        changed_at = runs.changed_at + hour * 3600
        runs.ingest(data, runs.write_files(folder, {"fares.html": text}, changed_at))
    before = runs.natural_tables(data)
    query = "select version_no, clean_text from articles join article_texts using (article_key)"
    ((version_no, text),) = runs.ask(data, query)
    assert version_no == 3
    assert "four crowns" in text

    runs.rebuild(data, batch_size=10)
    assert runs.natural_tables(data) == before
    assert runs.ingest(data, folder).fates == {"unchanged": 1}


def test_what_was_seen_again_is_archived_once_for_each_sight(runs, one_story, tmp_path):
    data = runs.copy_data(one_story, tmp_path / "data")
    folder = runs.write_files(tmp_path / "news", {"ferry.txt": runs.stories["ferry.txt"]})
    for _ in range(2):  # other settings are other rules: the bytes are read again
        for min_words in (4, 5):
            runs.ingest(data, folder, min_words=min_words)
    assert [path.name[:6] for path in (data / "archive").iterdir()] == ["batch-"]
    runs.write_files(folder, {"ferry.txt": runs.stories["ferry.txt"]}, runs.changed_at + 60)
    for min_words in (4, 5, 4):
        runs.ingest(data, folder, min_words=min_words)
    names = sorted(path.name[:7] for path in (data / "archive").iterdir())
    assert names == ["batch-" + names[0][6], "sights-"]


def test_a_run_after_a_rebuild_finds_nothing_new(runs, stories, undisturbed, tmp_path):
    data = runs.copy_data(undisturbed, tmp_path / "data")
    folder = shutil.copytree(stories, tmp_path / "news")
    shutil.copy2(folder / "ferry.txt", folder / "same.txt")
    runs.ingest(data, folder)
    runs.rebuild(data)
    tables = runs.exact_tables(data)
    report = runs.ingest(data, folder)
    assert report.fates == {"unchanged": 5, "duplicate": 1}
    assert runs.exact_tables(data) == tables


def test_a_rebuild_keeps_the_history_of_runs_and_the_numbers_of_entities(
    runs, stories, undisturbed, tmp_path
):
    data = runs.copy_data(undisturbed, tmp_path / "data")
    folder = runs.write_files(tmp_path / "more", {"broken.jsonl": "{no json\n"})
    runs.ingest(data, folder)
    history = "select run_key, run_id, input_count, snapshot_id from ops.runs order by run_key"
    keys = "select table_name, natural_id, surrogate_key from ops.surrogate_keys order by all"
    before, numbers = runs.ask(data, history), runs.ask(data, keys)

    report = runs.rebuild(data)
    assert report.run_key == 3
    assert runs.ask(data, history)[:2] == before
    assert runs.ask(data, keys) == numbers
    assert runs.fates(data, 2)["broken.jsonl#1"][0] == "broken_json"
    flows = runs.ask(data, "select flow_name, status from ops.runs order by run_key")
    assert flows[2] == ("rebuild", "partial")  # what was refused once is archived, and refused


def test_a_rebuild_reads_with_the_rules_of_today_what_was_read_with_older_ones(runs, tmp_path):
    files = {"note.txt": "Short note\n\nSix words and no more here.\n"}
    folder = runs.write_files(tmp_path / "news", files)
    data = tmp_path / "data"
    runs.ingest(data, folder, min_words=1)
    assert runs.ask(data, "select count(*) from articles") == [(1,)]
    report = runs.rebuild(data, min_words=50)
    assert (report.exit_code, report.fates) == (0, {"too_short": 1})
    assert runs.ask(data, "select count(*) from articles") == [(0,)]
    with open_reader(report.kept_file) as former:
        assert former.cursor().execute("select count(*) from articles").fetchall() == [(1,)]
