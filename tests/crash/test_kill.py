"""D1: a run that is killed anywhere is made good by the next one, with the same tables.

The command is killed at a named place, run again, and every table of `main` is compared with that
of a run which nobody disturbed.
"""

import contextlib
import os
import signal
import time
from datetime import datetime
from pathlib import Path

import pytest

from tasks.archive.warc import read_archive
from warehouse.compare import read_natural_tables
from warehouse.connection import open_reader
from warehouse.publish import current_snapshot

#: Places in the one process that owns the run, in the order a run comes to them.
PLACES = [
    "before-archive-rename",
    "after-archive",
    "before-load",
    "before-commit",
    "after-commit",
    "in-checkpoint",
    "in-publish",
    "after-swap",
]

#: Several packages, so that some are loaded and some are not when the run dies.
SMALL_BATCHES = {"DATELINE_BATCH_SIZE": "2"}


def assert_archived_once(runs, data: Path) -> None:
    """Each document of the warehouse stands in the archive exactly once, and nothing else does."""
    now = datetime(2026, 3, 1)
    archived = [
        document.document_id
        for path in sorted((data / "archive").glob("*.warc.gz"))
        for document, _ in read_archive(path, data, now)
    ]
    known = runs.ask(data, "select document_id from documents order by 1")
    assert sorted(archived) == [document_id for (document_id,) in known]


def assert_equal_to_undisturbed(runs, data: Path, undisturbed: Path) -> None:
    expected = runs.natural_tables(undisturbed)
    assert runs.natural_tables(data) == expected
    with open_reader(data / "current.duckdb") as snapshot:
        assert read_natural_tables(snapshot) == expected


def assert_nothing_is_left_over(runs, data: Path) -> None:
    assert [path.name for path in data.rglob("*.partial*")] == []
    assert list((data / "packages").iterdir()) == []
    ends = runs.ask(data, "select count(*), count(distinct (run_key, input_no)) from ops.inputs")
    assert ends[0][0] == ends[0][1]
    assert runs.ask(data, "select count(*) from ops.runs where status = 'running'") == [(0,)]


@pytest.mark.parametrize("place", PLACES)
def test_d1_a_run_killed_at_any_place_is_completed_by_the_next(
    runs, stories, undisturbed, tmp_path, place
):
    data = tmp_path / "data"
    killed = runs.command("run", stories, "--data", data, DATELINE_CRASH_AT=place, **SMALL_BATCHES)
    assert killed.returncode == -signal.SIGKILL
    assert (current_snapshot(data) is not None) == (place == "after-swap")

    report = runs.ingest(data, stories, batch_size=2)

    assert report.exit_code == 0
    assert report.input_count == 5
    assert_equal_to_undisturbed(runs, data, undisturbed)
    assert_nothing_is_left_over(runs, data)
    assert_archived_once(runs, data)
    is_published_later = place in {"in-checkpoint", "in-publish", "after-swap"}
    first = ("succeeded", None) if is_published_later else ("interrupted", "the process was killed")
    ends = runs.ask(data, "select status, error_text from ops.runs order by run_key")
    assert ends == [first, ("succeeded", None)]


def test_d1_workers_killed_in_extraction_quarantine_their_documents_until_the_next_run(
    runs, stories, undisturbed, tmp_path
):
    data = tmp_path / "data"
    first = runs.command("run", stories, "--data", data, DATELINE_CRASH_AT="in-extraction")
    assert first.returncode == 3, first.stderr
    ends = runs.fates(data, 1)
    assert {fate for fate, _ in ends.values()} == {"extract_crashed"}
    assert all("SIGKILL" in reason for _, reason in ends.values())

    assert runs.ingest(data, stories).fates == {"loaded": 5}
    assert_equal_to_undisturbed(runs, data, undisturbed)
    assert_archived_once(runs, data)


def test_d1_a_worker_killed_after_its_package_is_whole_loses_nothing(
    runs, stories, undisturbed, tmp_path
):
    data = tmp_path / "data"
    done = runs.command("run", stories, "--data", data, DATELINE_CRASH_AT="after-package")
    assert done.returncode == 0, done.stdout + done.stderr
    assert {fate for fate, _ in runs.fates(data, 1).values()} == {"loaded"}
    assert_equal_to_undisturbed(runs, data, undisturbed)
    assert_nothing_is_left_over(runs, data)


def test_d1_a_run_and_all_its_processes_killed_in_extraction_leave_no_orphan(
    runs, stories, undisturbed, tmp_path
):
    data = tmp_path / "data"
    process = runs.start_command("run", stories, "--data", data)
    with process:
        wait_until(lambda: list((data / "archive").glob("*.warc.gz")))
        wait_until(lambda: descendants(process.pid))
        workers = descendants(process.pid)
        assert process.poll() is None
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=10)
    assert process.returncode == -signal.SIGKILL
    wait_until(lambda: not any(map(is_running, workers)))
    assert runs.ingest(data, stories).exit_code == 0
    assert_equal_to_undisturbed(runs, data, undisturbed)
    assert_nothing_is_left_over(runs, data)
    assert_archived_once(runs, data)


def wait_until(condition, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def stat_fields(pid: str | int) -> list[str]:
    """Fields of /proc/PID/stat after the name: state, parent, ...; empty when it is gone."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return []


def descendants(parent: int) -> set[int]:
    """Ids of all processes below `parent`."""
    fields = {int(p.name): stat_fields(p.name) for p in Path("/proc").glob("[0-9]*")}
    found, size = {parent}, 0
    while len(found) > size:
        size = len(found)
        found |= {pid for pid, f in fields.items() if f and int(f[1]) in found}
    return found - {parent}


def is_running(pid: int) -> bool:
    fields = stat_fields(pid)
    return bool(fields) and fields[0] != "Z"
