"""What `status` knows, from the live file or the snapshot."""

from datetime import timedelta

import pytest

from warehouse.checks import run_checks
from warehouse.errors import WarehouseMissing
from warehouse.load import load_package
from warehouse.publish import publish
from warehouse.runs import Run, RunStart, Step
from warehouse.schedules import SourceSchedule, set_schedules
from warehouse.status import read_status


def fill(warehouse, story, write, now):
    """One finished run of one article."""
    run = Run.start(warehouse, RunStart("run-1", "ingest", now))
    load_package(warehouse, write(warehouse.folder.packages / "p1", story(headline=None)), now)
    run.record_steps([Step("load", 0.5, rows_in=1, rows_out=1), Step("check", 0.1)])
    run_checks(warehouse, run.run_key, now)
    run.finish("succeeded", now + timedelta(seconds=5))


def test_while_someone_writes_the_snapshot_is_read(warehouse, story, write, now):
    fill(warehouse, story, write, now)
    publish(warehouse, now=now)
    status = read_status(warehouse.folder.path, now + timedelta(hours=2))
    assert (status.read_from, status.writer.command) == ("snapshot", "test")
    assert (status.article_count, status.snapshot_hours) == (1, 2.0)
    assert [(run.status, run.duration_seconds) for run in status.runs] == [("succeeded", 5.0)]


def test_when_nobody_writes_the_live_file_is_read(warehouse, story, write, now):
    fill(warehouse, story, write, now)
    warehouse.close()
    status = read_status(warehouse.folder.path, now)
    assert (status.read_from, status.writer, status.snapshot_id) == ("live", None, None)
    assert [check.check_name for check in status.failed_checks] == ["each_article_has_a_headline"]
    assert status.is_good


def test_only_scheduled_sources_can_be_stale(warehouse, story, write, now):
    fill(warehouse, story, write, now)
    set_schedules(
        warehouse, [SourceSchedule("valley-post", 2, 4), SourceSchedule("never-seen", 2, 4)]
    )
    warehouse.close()

    def statuses(hours):
        status = read_status(warehouse.folder.path, now + timedelta(hours=hours))
        return {source.source_id: source.status for source in status.freshness}, status.is_good

    assert statuses(1) == ({"valley-post": "ok", "never-seen": "error"}, False)
    assert statuses(3)[0]["valley-post"] == "warn"
    assert statuses(5)[0]["valley-post"] == "error"


def test_without_a_schedule_nothing_is_stale(warehouse, story, write, now):
    fill(warehouse, story, write, now)
    set_schedules(warehouse, [])
    warehouse.close()
    status = read_status(warehouse.folder.path, now + timedelta(days=999))
    assert (status.freshness, status.is_good) == ((), True)


def test_a_failed_run_is_not_good_until_one_succeeds(warehouse, now):
    Run.start(warehouse, RunStart("run-1", "ingest", now)).finish("failed", now, "no model")
    warehouse.close()
    status = read_status(warehouse.folder.path, now)
    assert (status.is_good, status.runs[0].error_text) == (False, "no model")


def test_the_freshness_view_answers_by_its_own_clock(warehouse, story, write, now):
    fill(warehouse, story, write, now)
    rows = warehouse.cursor().execute("select source_id, status from ops.freshness").fetchall()
    assert rows == [("valley-post", "unscheduled")]


def test_an_empty_folder_names_the_next_command(tmp_path, now):
    with pytest.raises(WarehouseMissing, match="dateline run"):
        read_status(tmp_path, now)
