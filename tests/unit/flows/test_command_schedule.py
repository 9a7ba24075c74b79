"""`dateline schedule`: what runs when, from our own tables."""

import json
from datetime import datetime, timedelta

import pytest

from config.sources import SourceBlock
from config.version import code_version
from flows.commands.schedule import describe_schedule, read_schedule, schedule
from flows.display.terminal import Ink
from flows.scheduling.server import record_of_server
from tasks.errors import ConfigurationFault
from warehouse.collection import Poll, remember
from warehouse.connection import open_warehouse
from warehouse.runs import Run, RunStart

NOW = datetime(2031, 5, 7, 9, 20)
SEEDS = SourceBlock("seeds", path="seeds")
FEED = SourceBlock("mercury-feed", url="https://tarnwick-mercury.example/feed.xml")
SILENT = SourceBlock("echo", url="https://oldmere-echo.example/feed.xml", enabled=False)


def poll(source_id: str, due_at: datetime) -> Poll:
    address = "https://tarnwick-mercury.example/feed.xml"
    return Poll(
        address=address,
        source_id=source_id,
        kind="feed",
        named_by=None,
        asked_address=address,
        final_address=address,
        etag=None,
        last_modified=None,
        document_id=None,
        polled_at=NOW,
        answered_at=NOW,
        brought_at=NOW,
        usual_gap_hours=None,
        entry_count=3,
        failure_weight=0.0,
        wait_hours=2.0,
        due_at=due_at,
        fate="polled",
        reason=None,
    )


def test_before_the_first_run_the_schedule_is_shown_and_nothing_is_made(answer, tmp_path):
    shown = answer(schedule, tmp_path / "data", False)
    assert shown.code == 0
    assert shown.out.startswith("ingest on '0 * * * *' (UTC) · nobody keeps it: `dateline serve`\n")
    assert "no run of the schedule yet" in shown.out
    assert "seeds   each run" in shown.out
    assert not (tmp_path / "data").exists()


def test_the_last_run_of_a_source_is_shown_with_how_it_ended(filled):
    source_id = "inputs"  # the folder that the sample run was given
    state = read_schedule(filled, (SourceBlock(source_id, path="inputs"),), NOW)
    (source,) = state.sources
    assert (source.last.run_key, source.last.trigger, source.last.status) == (
        1,
        "manual",
        "partial",
    )
    assert (source.last.input_count, source.last.loaded_count, source.last.lost_count) == (6, 3, 1)
    assert state.last is None
    assert "6 inputs, 3 loaded, 1 refused" in "\n".join(describe_schedule(state, 120, Ink(False)))


def test_the_last_run_of_the_schedule_is_shown(answer, copied):
    with open_warehouse(copied, command="test", now=NOW) as warehouse:
        start = RunStart("run-9", "ingest", NOW, "schedule", code_version=code_version())
        Run.start(warehouse, start).finish("succeeded", NOW + timedelta(seconds=4))
    shown = answer(schedule, copied, False)
    assert "last  7 May 2031 09:20 UTC, run 2 succeeded: 0 inputs, 0 loaded" in shown.out


def test_a_feed_is_read_by_the_first_run_after_it_is_due_and_a_disabled_one_by_none(copied):
    with open_warehouse(copied, command="test", now=NOW) as warehouse:
        due_at = NOW + timedelta(hours=2)
        remember(warehouse, [poll("mercury-feed", due_at)], ["mercury-feed"], NOW)
    state = read_schedule(copied, (SEEDS, FEED, SILENT), NOW)
    assert [(s.name, f"{s.next_at:%H:%M}") for s in state.sources] == [
        ("seeds", "10:00"),
        ("mercury-feed", "12:00"),
    ]


def test_times_are_in_the_zone_of_the_schedule(monkeypatch, tmp_path):
    monkeypatch.setenv("DATELINE_TIMEZONE", "Europe/Berlin")
    monkeypatch.setenv("DATELINE_SCHEDULE", "0 6 * * *")
    state = read_schedule(tmp_path, (SEEDS,), NOW)
    assert [moment.isoformat() for moment in state.next_at] == [
        "2031-05-08T06:00:00+02:00",
        "2031-05-09T06:00:00+02:00",
        "2031-05-10T06:00:00+02:00",
    ]


def test_json_is_one_object_with_moments_that_say_their_zone(answer, filled):
    value = json.loads(answer(schedule, filled, True).out)
    assert (value["flow"], value["cron"], value["serving_process"]) == ("ingest", "0 * * * *", None)
    assert len(value["next_at"]) == 3
    assert all(moment.endswith("+00:00") for moment in value["next_at"])
    assert value["sources"][0]["name"] == "seeds"


def test_the_cron_line_of_a_serve_that_works_counts(tmp_path, start_api):
    with record_of_server(tmp_path, start_api(), "15 7 * * *"):
        state = read_schedule(tmp_path, (SEEDS,), NOW)
    assert (state.cron, f"{state.next_at[0]:%d %H:%M}") == ("15 7 * * *", "08 07:15")
    assert "works as process" in describe_schedule(state, 100, Ink(False))[0]


def test_a_wrong_schedule_is_said_as_serve_says_it(monkeypatch, tmp_path):
    monkeypatch.setenv("DATELINE_SCHEDULE", "hourly")
    with pytest.raises(ConfigurationFault, match="it has not five fields"):
        schedule(tmp_path, False)
