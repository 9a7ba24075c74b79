"""D3: a full disk stops the run with a clear error; readers keep the last snapshot.

Two kinds of full: a small disk of its own (needs the right to mount one), and a limit on the size
of files, which every system has.
"""

import base64
import os
import random
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from warehouse.compare import read_natural_tables
from warehouse.connection import open_reader
from warehouse.publish import current_snapshot

MEGABYTE = 2**20


@pytest.fixture
def small_disk(tmp_path):
    """An empty folder on a disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if sys.platform != "linux" or shutil.which("mount") is None:
        pytest.skip("a small disk can be mounted on Linux only")
    size = f"size={200 * MEGABYTE}"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no right to mount a small disk: {mounted.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def fill(folder: Path, leave: int) -> Path:
    """Take all free space of a disk but `leave` bytes; remove the file to give it back."""
    ballast = folder / "ballast"
    size = shutil.disk_usage(folder).free - leave
    with ballast.open("wb") as stream:
        os.posix_fallocate(stream.fileno(), 0, size)
    return ballast


def assert_is_served(data, snapshot_id, tables):
    assert current_snapshot(data) == snapshot_id
    with open_reader(data / "current.duckdb") as reader:
        assert read_natural_tables(reader) == tables


@pytest.mark.parametrize(
    ("left", "says"),
    [
        (0, "full"),
        (MEGABYTE // 2, "cannot write the raw archive"),
        (20 * MEGABYTE, "load package"),
    ],
    ids=["at-once", "in-the-archive", "before-the-load"],
)
def test_d3_a_full_disk_ends_the_run_and_a_rerun_is_enough_when_there_is_space(
    runs, one_story, small_disk, tmp_path, left, says
):
    data = runs.copy_data(one_story, small_disk / "data")
    served, tables = current_snapshot(data), runs.natural_tables(data)
    noise = base64.b64encode(random.Random(1).randbytes(MEGABYTE))  # does not shrink
    folder = runs.write_files(tmp_path / "news", {**runs.stories, "word.txt": noise})

    ballast = fill(small_disk, left)
    full = runs.command("run", folder, "--data", data)
    assert full.returncode == 1, full.stderr
    assert "Traceback" not in full.stderr
    assert says in full.stderr
    assert "run again" in full.stderr
    assert_is_served(data, served, tables)

    ballast.unlink()
    assert runs.ingest(data, folder).exit_code == 0
    runs.ingest(tmp_path / "undisturbed", folder)
    assert runs.natural_tables(data) == runs.natural_tables(tmp_path / "undisturbed")
    assert [path.name for path in data.rglob("*.partial*")] == []


#: Runs the command with files that may grow to so many bytes.
LIMITED = """
    import resource, signal, sys
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)
    from flows.cli import main
    main()
"""


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="no limit on files here")
@pytest.mark.parametrize(
    ("limit", "says"),
    [(3_000, "could not be written"), (200_000, "dateline.duckdb")],
    ids=["package", "database"],
)
def test_d3_a_file_that_cannot_grow_ends_the_run_with_its_name(
    runs, stories, one_story, undisturbed, tmp_path, limit, says
):
    data = runs.copy_data(one_story, tmp_path / "data")
    served, tables = current_snapshot(data), runs.natural_tables(data)

    full = runs.code(LIMITED, limit, "run", stories, "--data", data)
    assert full.returncode == 1, full.stderr
    assert "Traceback" not in full.stderr
    assert says in full.stderr
    assert_is_served(data, served, tables)

    assert runs.ingest(data, stories).exit_code == 0
    assert runs.natural_tables(data) == runs.natural_tables(undisturbed)
