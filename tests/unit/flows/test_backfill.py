"""`backfill`: a source read over a window of days, each day once."""

import json
import os
import signal
from datetime import UTC, date, datetime

import pytest

from config.settings import Settings
from flows.backfill import BackfillRequest, backfill
from flows.runner import PlainRunner
from tasks.errors import ConfigurationFault

WINDOW = {"first_day": date(2024, 1, 1), "last_day": date(2024, 12, 31)}

#: Lines state their day; files are of the day they were changed.
LINES = "".join(
    json.dumps({"title": f"Council meets {day}", "date": f"2024-03-{day:02}", "text": text}) + "\n"
    for day, text in (
        (4, "The council of Oldmere met on Monday and spoke of the harbour wall."),
        (5, "The council of Tarnwick met on Tuesday and spoke of the night bus."),
        (5, "The council of Brackenford met on Tuesday and spoke of its library."),
    )
)


def fill(data, folder, **asked):
    settings = Settings(data=data, model="none-such", lock_wait=0.0)
    request = BackfillRequest(
        settings, trigger="backfill", source=str(folder), **{**WINDOW, **asked}
    )
    return backfill(request, PlainRunner())


@pytest.fixture
def folder(runs, tmp_path):
    march = datetime(2024, 3, 6, 9, tzinfo=UTC).timestamp()
    folder = runs.write_files(tmp_path / "news", {"lines.jsonl": LINES}, march)
    return runs.write_files(folder, {"ferry.txt": runs.stories["ferry.txt"]}, march)


def test_each_day_with_inputs_is_a_run_with_its_window(runs, folder, tmp_path):
    data = tmp_path / "data"
    report = fill(data, folder)
    assert report.fates == {"loaded": 4}
    assert report.days == {date(2024, 3, 4): 1, date(2024, 3, 5): 2, date(2024, 3, 6): 1}
    assert runs.ask(
        data,
        "select trigger, command, windows.source_id, windows.day, input_count from ops.runs"
        " inner join ops.windows using (run_key) order by run_key",
    ) == [
        (
            "backfill",
            f"dateline backfill {folder} --from {day} --to {day}",
            "news",
            day,
            count,
        )
        for day, count in report.days.items()
    ]
    snapshots = runs.ask(data, "select run_key, article_count from ops.snapshots")
    assert snapshots == [(3, 4)]


def test_a_backfill_gives_the_tables_of_a_run(runs, folder, tmp_path):
    fill(tmp_path / "data", folder)
    runs.ingest(tmp_path / "at-once", folder)
    assert runs.natural_tables(tmp_path / "data") == runs.natural_tables(tmp_path / "at-once")


def test_only_days_of_the_window_are_read_and_both_ends_belong_to_it(folder, tmp_path):
    report = fill(tmp_path / "data", folder, first_day=date(2024, 3, 5), last_day=date(2024, 3, 6))
    assert list(report.days) == [date(2024, 3, 5), date(2024, 3, 6)]


def test_a_day_that_is_done_is_left_out_unless_asked_for_again(runs, folder, tmp_path):
    data = tmp_path / "data"
    fill(data, folder, last_day=date(2024, 3, 5))
    report = fill(data, folder)
    assert report.done_before == [date(2024, 3, 4), date(2024, 3, 5)]
    assert report.fates == {"loaded": 1}
    report = fill(data, folder, again=True)
    assert (report.done_before, report.fates) == ([], {"unchanged": 4})


def test_a_day_that_is_not_over_is_read_each_time(runs, folder, tmp_path):
    now = datetime.now(UTC).timestamp()
    os.utime(folder / "ferry.txt", (now, now))
    for fate in ("loaded", "unchanged"):
        report = fill(tmp_path / "data", folder, first_day=date(2025, 1, 1), last_day=date.max)
        assert (report.done_before, report.fates) == ([], {fate: 1})


def test_a_dry_run_counts_the_inputs_of_each_day(folder, tmp_path):
    report = fill(tmp_path / "data", folder, dry_run=True)
    assert list(report.days.values()) == [1, 2, 1]
    assert not (tmp_path / "data").exists()


def test_inputs_of_no_day_are_told(folder, tmp_path):
    (folder / "picture.jpg").write_bytes(b"no text")
    report = fill(tmp_path / "data", folder)
    assert report.undated == 1
    assert "1 inputs of news are of no day" in report.warnings[0]


@pytest.mark.parametrize("place", ["after-commit", "in-publish"])
def test_d1_a_backfill_that_was_killed_goes_on_with_the_day_it_died_in(
    runs, folder, tmp_path, place
):
    data = tmp_path / "data"
    words = ["backfill", folder, "--from", "2024-01-01", "--to", "2024-12-31", "--data", data]
    killed = runs.command(*words, DATELINE_CRASH_AT=place)
    assert killed.returncode == -signal.SIGKILL
    done = runs.command(*words, "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert len(report["done_before"]) == (3 if place == "in-publish" else 0)
    assert report["is_new_snapshot"]
    runs.ingest(tmp_path / "at-once", folder)
    assert runs.natural_tables(data) == runs.natural_tables(tmp_path / "at-once")


def test_a_window_that_holds_no_day_is_refused(folder, tmp_path):
    with pytest.raises(ConfigurationFault, match="holds no day"):
        fill(tmp_path / "data", folder, last_day=date(2023, 1, 1))
