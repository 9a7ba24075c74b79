"""`dateline status`: what it shows, and when it exits with 1."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from flows.commands.publish import publish, rollback
from flows.commands.status import describe_status, status
from flows.display.terminal import Ink
from warehouse.connection import open_reader, open_warehouse
from warehouse.errors import WarehouseMissing
from warehouse.publish import current_snapshot
from warehouse.query import list_queries
from warehouse.schedules import SourceSchedule, set_schedules
from warehouse.status import read_status


def now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def test_a_good_warehouse_shows_its_snapshot_runs_and_warnings(answer, filled):
    shown = answer(status, filled, False)
    assert shown.code == 0
    assert shown.out.startswith("3 articles · good, 1 check warns\n")
    assert "nobody is writing" in shown.out
    assert "! partial" in shown.out
    assert "each_article_has_a_headline: 1 wrong" in shown.out


def test_json_is_one_object_with_the_verdict(answer, filled):
    value = json.loads(answer(status, filled, True).out)
    assert value["is_good"] is True
    assert value["runs"][0]["input_count"] == 6


def test_a_writer_is_named_and_the_snapshot_read_instead(answer, copied):
    with open_warehouse(copied, command="dateline run inbox", now=now()):
        shown = answer(status, copied, False)
    assert "(dateline run inbox, started " in shown.out
    assert "read from  the snapshot" in shown.out


def test_a_silent_source_is_not_good(answer, copied):
    with open_warehouse(copied, command="test", now=now()) as warehouse:
        set_schedules(warehouse, [SourceSchedule("the-evening-lantern", 24, 48)])
    shown = answer(status, copied, False)
    assert shown.code == 1
    assert "not good: 1 source silent" in shown.out
    assert "nothing ever loaded" in shown.out


def test_a_source_that_is_late_is_a_warning_only(copied):
    with open_warehouse(copied, command="test", now=now()) as warehouse:
        rows = warehouse.cursor().execute("select source_id from sources").fetchall()
        set_schedules(warehouse, [SourceSchedule(source_id, 24, 48) for (source_id,) in rows])
    lines = describe_status(read_status(copied, now() + timedelta(hours=30)), 100, Ink(False))
    late = next(line for line in lines if "  late  " in line)
    assert "The Wend Valley Post" in late
    assert "last load 30 hours ago" in late
    assert lines[0].startswith("3 articles · good")


def test_a_failed_check_is_not_good(answer, copied):
    with open_warehouse(copied, command="test", now=now()) as warehouse:
        warehouse.cursor().execute(
            "update ops.run_checks set status = 'failed' where check_name like '%headline%'"
        )
    shown = answer(status, copied, False)
    assert shown.code == 1
    assert "not good: 1 check failed" in shown.out


def test_a_run_that_was_killed_is_not_good(answer, copied):
    with open_warehouse(copied, command="test", now=now()) as warehouse:
        warehouse.cursor().execute(
            "update ops.runs set status = 'interrupted', error_text = 'the process was killed'"
        )
    shown = answer(status, copied, False)
    assert shown.code == 1
    assert "✗ interrupted" in shown.out
    assert "the process was killed" in shown.out


def test_a_rollback_is_shown_until_the_next_publication(answer, copied):
    first = current_snapshot(copied)
    second = answer(publish, copied, False).out.strip()
    answer(rollback, None, copied)
    lines = [line for line in answer(status, copied, False).out.splitlines() if first in line]
    assert re.search(rf"old; rolled back from {second} at \d+ \w{{3}} \d{{4}} \d\d:\d\d$", lines[0])
    assert json.loads(answer(status, copied, True).out)["rollback"]["from_snapshot_id"] == second
    third = answer(publish, copied, False).out.strip()
    assert "rolled back" not in answer(status, copied, False).out
    history = "select rolled_back_to from read_snapshots where rolled_back_to is not null"
    found = next(query for query in list_queries() if query.query_name == "snapshots")
    with open_reader(copied / "current.duckdb") as reader:
        told = reader.sql(f"with read_snapshots as ({found.sql}) {history}").fetchall()
    assert (current_snapshot(copied), told) == (third, [(first,)])


def test_without_any_data_the_next_command_is_named(answer, tmp_path):
    with pytest.raises(WarehouseMissing, match="dateline run"):
        answer(status, tmp_path, False)
