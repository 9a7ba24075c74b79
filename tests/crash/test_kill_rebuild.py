"""D1: a rebuild that is killed leaves a whole warehouse in force; the next one finishes."""

import signal

import pytest

from warehouse.publish import current_snapshot

#: Places that a rebuild comes to before the swap, in order, and after it. Loading and checkpoints
#: are those of a run, which `test_kill.py` kills at each place.
BEFORE = ["before-commit", "after-commit", "before-replace"]
AFTER = ["after-replace", "in-publish", "after-swap"]

SMALL_BATCHES = {"DATELINE_BATCH_SIZE": "2"}


@pytest.mark.parametrize("place", BEFORE + AFTER)
def test_d1_a_rebuild_killed_at_any_place_is_completed_by_the_next(
    runs, stories, undisturbed, tmp_path, place
):
    data = runs.copy_data(undisturbed, tmp_path / "data")
    former, snapshot = (data / "dateline.duckdb").read_bytes(), current_snapshot(data)
    killed = runs.command("rebuild", "--data", data, DATELINE_CRASH_AT=place, **SMALL_BATCHES)
    assert killed.returncode == -signal.SIGKILL
    is_former = (data / "dateline.duckdb").read_bytes() == former
    assert is_former == (place in BEFORE)
    assert (current_snapshot(data) == snapshot) == (place != "after-swap")
    assert runs.natural_tables(data) == runs.natural_tables(undisturbed)

    report = runs.rebuild(data, batch_size=2)
    assert report.exit_code == 0
    assert runs.natural_tables(data) == runs.natural_tables(undisturbed)
    assert current_snapshot(data) == report.snapshot_id
    assert not (data / "rebuild").exists()
    assert runs.ask(data, "select count(*) from ops.runs where status = 'running'") == [(0,)]


def test_d1_a_run_after_a_killed_rebuild_knows_nothing_of_it(runs, stories, undisturbed, tmp_path):
    data = runs.copy_data(undisturbed, tmp_path / "data")
    tables = runs.exact_tables(data)
    runs.command("rebuild", "--data", data, DATELINE_CRASH_AT="before-load", **SMALL_BATCHES)
    assert (data / "rebuild").exists()
    assert runs.ingest(data, stories).fates == {"unchanged": 5}
    assert runs.exact_tables(data) == tables
