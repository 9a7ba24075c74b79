"""O: two runs at once, and readers while a run writes."""

import json
import os
import re
import signal
import subprocess
import sys
import textwrap
import time

import pytest

from warehouse.connection import open_reader

#: Holds the writer's lock of a data folder until its standard input is closed.
HOLDER = """
    import sys
    from datetime import datetime
    from pathlib import Path
    from warehouse.connection import open_warehouse
    now = datetime(2026, 3, 1, 12, 30)
    with open_warehouse(Path(sys.argv[1]), command="dateline run harbour", now=now):
        print("held", flush=True)
        sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    """A process that writes to the warehouse in `data`; ends when its input is closed."""
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOLDER), str(tmp_path / "data")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_o1_a_second_run_leaves_with_exit_code_4_naming_who_and_since_when(
    runs, stories, holder, tmp_path
):
    started = time.monotonic()
    done = runs.command("run", stories, "--data", tmp_path / "data", DATELINE_LOCK_WAIT="0.5")
    assert done.returncode == 4
    assert f"pid {holder.pid} (dateline run harbour, started 2026-03-01 12:30:00)" in done.stderr
    assert "waited 0.5 s" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert time.monotonic() - started < 30


@pytest.mark.parametrize("command", ["rebuild", "reprocess", "requeue"])
def test_o1_commands_that_write_leave_the_warehouse_to_its_holder(
    runs, undisturbed, holder, tmp_path, command
):
    data = tmp_path / "data"
    runs.copy_data(undisturbed / "archive", data / "archive")
    before = (data / "dateline.duckdb").read_bytes()
    done = runs.command(command, "--data", data, DATELINE_LOCK_WAIT="0.5")
    assert done.returncode == 4
    assert f"pid {holder.pid} (dateline run harbour" in done.stderr
    assert (data / "dateline.duckdb").read_bytes() == before


def test_o1_a_second_run_that_may_wait_does_its_work_when_the_first_has_ended(
    runs, stories, undisturbed, holder, tmp_path
):
    data = tmp_path / "data"
    second = runs.start_command("run", stories, "--data", data, "--json", DATELINE_LOCK_WAIT="60")
    with second:
        time.sleep(2)
        assert second.poll() is None
        holder.stdin.close()
        out, err = second.communicate(timeout=60)
    assert second.returncode == 0, err
    assert json.loads(out)["fates"] == {"loaded": 5}
    assert runs.natural_tables(data) == runs.natural_tables(undisturbed)


def test_o1_of_two_runs_started_together_no_row_comes_twice(runs, stories, undisturbed, tmp_path):
    data = tmp_path / "data"
    both = [runs.start_command("run", stories, "--data", data) for _ in range(2)]
    ends = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], ends
    assert runs.natural_tables(data) == runs.natural_tables(undisturbed)
    counts = "select loaded_count, unchanged_count from ops.runs order by run_key"
    assert runs.ask(data, counts) == [(5, 0), (0, 5)]


def test_o4_the_lock_of_a_dead_process_is_free_at_once(runs, stories, holder, tmp_path):
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    assert (tmp_path / "data" / "dateline.lock").read_text()  # its line is still there
    assert runs.ingest(tmp_path / "data", stories).fates == {"loaded": 5}


def test_o2_a_reader_of_the_snapshot_keeps_its_tables_while_a_new_one_is_published(
    runs, stories, one_story, tmp_path
):
    data = runs.copy_data(one_story, tmp_path / "data")
    with open_reader(data / "current.duckdb") as reader:
        count = "select count(*) from articles"
        assert reader.cursor().execute(count).fetchall() == [(1,)]
        assert runs.ingest(data, stories).is_new_snapshot
        assert reader.cursor().execute(count).fetchall() == [(1,)]
    with open_reader(data / "current.duckdb") as reader:
        assert reader.cursor().execute(count).fetchall() == [(5,)]


def test_o3_a_live_file_that_a_person_has_open_is_busy_not_damaged(
    runs, stories, undisturbed, tmp_path
):
    data = runs.copy_data(undisturbed, tmp_path / "data")
    code = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(data / "dateline.duckdb")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as person:
        assert person.stdout.readline() == "open\n"
        done = runs.command("run", stories, "--data", data, DATELINE_LOCK_WAIT="0.5")
        person.communicate("\n")
    assert done.returncode == 4
    assert re.search(rf"open in another program: .*{person.pid}", done.stderr)
    assert runs.ingest(data, stories).exit_code == 0
