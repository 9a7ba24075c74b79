"""One writer at a time, waiting that ends, and files that cannot be opened."""

import subprocess
import sys
import textwrap
import time

import duckdb
import pytest

from warehouse.connection import (
    explain_open_error,
    open_reader,
    open_warehouse,
)
from warehouse.errors import FolderUnusable, WarehouseBusy, WarehouseDamaged, WarehouseNewer
from warehouse.lock import find_holder
from warehouse.replacement import keep_former_file


def run_child(code: str, *arguments: str) -> subprocess.Popen:
    """Start Python on some code that prints a line when it is ready, and wait for the line."""
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout.readline().strip() == "ready"
    return child


HOLD_FOR_WRITING = """
    import sys
    from datetime import datetime
    from pathlib import Path
    from warehouse.connection import open_warehouse
    opened = open_warehouse(Path(sys.argv[1]), command="dateline run", now=datetime(2026, 1, 2, 6))
    print("ready", flush=True)
    sys.stdin.readline()
    opened.close()
"""

HOLD_FOR_READING = """
    import sys, duckdb
    held = duckdb.connect(sys.argv[1], read_only=True)
    print("ready", flush=True)
    sys.stdin.readline()
"""


def test_o1_a_second_writer_is_told_who_holds_the_warehouse(warehouse, now):
    with pytest.raises(WarehouseBusy) as caught:
        open_warehouse(warehouse.folder.path, command="dateline run", now=now, lock_wait=0)
    assert "(test, started 2026-03-01 12:00:00)" in str(caught.value)
    assert caught.value.exit_code == 4
    assert find_holder(warehouse.folder.lock).command == "test"


def test_o1_a_second_writer_in_another_process_waits_its_turn(tmp_path, now):
    child = run_child(HOLD_FOR_WRITING, str(tmp_path))
    with pytest.raises(WarehouseBusy, match=f"pid {child.pid}"):
        open_warehouse(tmp_path, command="test", now=now, lock_wait=0.1)
    child.stdin.write("\n")
    child.stdin.flush()
    with open_warehouse(tmp_path, command="test", now=now, lock_wait=20):
        child.wait(20)
    assert find_holder(tmp_path / "dateline.lock") is None


def test_o4_the_lock_of_a_killed_writer_is_taken_over_and_noted(tmp_path, now):
    child = run_child(HOLD_FOR_WRITING, str(tmp_path))
    child.kill()
    child.wait(20)
    with open_warehouse(tmp_path, command="test", now=now, lock_wait=0) as opened:
        assert opened.left_over.process_id == child.pid
        assert opened.left_over.command == "dateline run"
    with open_warehouse(tmp_path, command="test", now=now, lock_wait=0) as opened:
        assert opened.left_over is None


def test_o3_a_foreign_reader_of_the_live_file_is_waited_for(warehouse, now):
    folder = warehouse.folder
    warehouse.close()
    child = run_child(HOLD_FOR_READING, str(folder.database))
    with pytest.raises(WarehouseBusy, match=f"PID {child.pid}"):
        open_warehouse(folder.path, command="test", now=now, lock_wait=0.2)
    started = time.monotonic()
    child.stdin.write("\n")
    child.stdin.flush()
    with open_warehouse(folder.path, command="test", now=now, lock_wait=20):
        assert time.monotonic() - started < 20
    child.wait(20)


def test_copying_the_live_file_does_not_open_it_to_others(warehouse, tmp_path):
    warehouse.checkpoint()
    warehouse.copy_file(tmp_path / "copy.duckdb")
    probe = subprocess.run(
        [
            sys.executable,
            "-c",
            "import duckdb, sys; duckdb.connect(sys.argv[1])",
            str(warehouse.folder.database),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Could not set lock" in probe.stderr
    with open_reader(tmp_path / "copy.duckdb") as copy:
        assert copy.cursor().execute("select count(*) from calendar").fetchall() == [(16801,)]


@pytest.mark.parametrize("content", [b"", b"not a database" * 1000])
def test_d5_a_damaged_file_is_kept_and_named(tmp_path, now, content):
    database = tmp_path / "dateline.duckdb"
    database.write_bytes(content)
    with pytest.raises(WarehouseDamaged, match="dateline rebuild") as caught:
        open_warehouse(tmp_path, command="test", now=now, lock_wait=0)
    assert str(database) in str(caught.value)
    assert database.read_bytes() == content
    assert find_holder(tmp_path / "dateline.lock") is None


def test_d5_a_cut_file_is_damaged_and_can_be_kept_under_another_name(warehouse, now):
    folder = warehouse.folder
    warehouse.close()
    content = folder.database.read_bytes()
    folder.database.write_bytes(content[: len(content) // 2])
    with pytest.raises(WarehouseDamaged):
        open_warehouse(folder.path, command="test", now=now, lock_wait=0)
    kept = keep_former_file(folder, "damaged", now)
    assert kept.name == "dateline-damaged-20260301T120000Z.duckdb"
    assert kept.read_bytes() == content[: len(content) // 2]
    folder.database.unlink()
    open_warehouse(folder.path, command="test", now=now, lock_wait=0).close()


def test_a_file_of_a_newer_duckdb_is_not_called_damaged(tmp_path):
    text = (
        "Trying to read a database file with version number 99, but we can only read versions"
        " between 64 and 68."
    )
    found = explain_open_error(duckdb.IOException(text), tmp_path / "dateline.duckdb")
    assert isinstance(found, WarehouseNewer)
    assert "version number 99" in str(found)


def test_d4_a_data_folder_that_is_a_file_is_refused(tmp_path, now):
    path = tmp_path / "data"
    path.write_text("not a folder")
    with pytest.raises(FolderUnusable, match="data"):
        open_warehouse(path, command="test", now=now, lock_wait=0)


def test_a_reader_cannot_write_and_cannot_reach_other_files(warehouse, tmp_path):
    warehouse.checkpoint()
    warehouse.copy_file(tmp_path / "copy.duckdb")
    with open_reader(tmp_path / "copy.duckdb") as reader:
        for statement in (
            "delete from articles",
            f"copy calendar to '{tmp_path / 'out.csv'}'",
            f"attach '{tmp_path / 'other.duckdb'}'",
        ):
            with pytest.raises(duckdb.Error):
                reader.cursor().execute(statement).fetchall()
    assert not (tmp_path / "out.csv").exists()
