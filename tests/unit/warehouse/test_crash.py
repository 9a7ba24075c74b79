"""D1: a process that is killed anywhere leaves a warehouse that the next run completes."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from config.crash import crash_point
from warehouse.compare import read_natural_tables
from warehouse.connection import open_reader, open_warehouse
from warehouse.load import find_unloaded, load_package
from warehouse.publish import current_snapshot, publish

#: Loads what is not loaded and publishes, as a run does at its end.
FINISH = """
    import sys
    from datetime import datetime
    from pathlib import Path
    from warehouse.connection import open_warehouse
    from warehouse.load import find_unloaded, load_package
    from warehouse.publish import publish
    now = datetime(2026, 3, 1, 12)
    with open_warehouse(Path(sys.argv[1]), command="child", now=now) as opened:
        for folder in find_unloaded(opened):
            load_package(opened, folder, now)
        publish(opened, now=now)
"""

PLACES = ["before-commit", "after-commit", "in-checkpoint", "in-publish", "after-swap"]


def finish(data: Path, crash_at: str | None = None) -> int:
    """Run the script above in a child; return how it ended."""
    environment = {**os.environ, "DATELINE_CRASH_AT": crash_at or ""}
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(FINISH), str(data)],
        env=environment,
        check=False,
        capture_output=True,
    ).returncode


@pytest.mark.parametrize("place", PLACES)
def test_d1_a_killed_run_is_completed_by_the_next(
    warehouse, open_empty, story, name, write, tmp_path, now, place
):
    moss = name("Ada Moss", "Ada Moss", join_key="moss")
    data = warehouse.folder.path
    publish(warehouse, now=now)
    first = current_snapshot(data)
    stories = [story(names=(moss,)), story(article="b")]
    for number, one in enumerate(stories):
        write(warehouse.folder.packages / f"p{number}", one)
    warehouse.close()

    assert finish(data, place) == -signal.SIGKILL
    served = current_snapshot(data)
    assert (served == first) == (place != "after-swap")
    with open_reader(data / "current.duckdb") as reader:  # whole, whichever it is
        count = reader.cursor().execute("select count(*) from articles").fetchall()[0][0]
        assert count == (2 if place == "after-swap" else 0)

    assert finish(data) == 0
    with open_empty(tmp_path / "undisturbed") as undisturbed:
        load_package(undisturbed, write(tmp_path / "p", *stories), now)
        expected = read_natural_tables(undisturbed.cursor())
    with open_warehouse(data, command="test", now=now, lock_wait=0) as opened:
        assert find_unloaded(opened) == []
        assert read_natural_tables(opened.cursor()) == expected
        with open_reader(data / "current.duckdb") as reader:
            assert read_natural_tables(reader.cursor()) == expected
        planned = (
            opened.cursor()
            .execute("select count(*) from ops.snapshots where status = 'planned'")
            .fetchall()
        )
        assert planned == [(0,)]
    assert [path.name for path in (data / "snapshots").glob(".*")] == []


def test_a_crash_point_without_its_variable_does_nothing(monkeypatch):
    monkeypatch.delenv("DATELINE_CRASH_AT", raising=False)
    crash_point("before-commit")
    monkeypatch.setenv("DATELINE_CRASH_AT", "elsewhere")
    crash_point("before-commit")
