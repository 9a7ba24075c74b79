"""D2: Ctrl-C and SIGTERM end a run within seconds, and the next run does what is left."""

import contextlib
import signal
import time
from pathlib import Path

import pytest

#: Takes far longer to read than a test may last.
LONG = "\n".join(f"Entry {n} of the register, page {n % 97}" for n in range(400_000))


@pytest.fixture
def folder(runs, tmp_path):
    return runs.write_files(
        tmp_path / "news", {**runs.stories, "long.txt": LONG, "z.txt": runs.stories["ferry.txt"]}
    )


def wait_until(condition, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def processes_of(session: int) -> dict[int, str]:
    """Command lines of the processes of a session, and of the workers below them."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            if int(fields[3]) == session and fields[0] != "Z":
                found[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
    return found


def template_of(parent: int) -> int | None:
    """The process that starts the workers of `parent`; it leads a session of its own."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            if int(fields[1]) == parent and "worker_process" in (folder / "cmdline").read_text():
                return int(folder.name)
    return None


@pytest.mark.parametrize(
    "number",
    [signal.SIGINT, signal.SIGTERM],
    ids=["sigint", "sigterm"],
)
def test_d2_a_signal_ends_the_run_within_seconds_and_leaves_no_process(
    runs, folder, tmp_path, number
):
    data = tmp_path / "data"
    process = runs.start_command("run", folder, "--data", data, "--json", DATELINE_BATCH_SIZE="3")
    with process:
        wait_until(lambda: len(list((data / "archive").glob("*.warc.gz"))) == 2)
        wait_until(lambda: template_of(process.pid))
        template = template_of(process.pid)
        wait_until(lambda: len(processes_of(template)) > 1)  # a worker is at it
        started = time.monotonic()
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert time.monotonic() - started < 10
    wait_until(lambda: not processes_of(template), seconds=5)
    assert "Traceback" not in err
    assert process.returncode == 130
    assert out == ""
    ended = runs.ask(data, "select status, finished_at is not null from ops.runs")
    assert ended == [("interrupted", True)]
    assert runs.ask(data, "select * from ops.inputs where fate = 'extract_crashed'") == []

    report = runs.ingest(data, folder, extract_deadline=1.0)
    assert report.fates["extract_timed_out"] == 1  # long.txt: it was not taken for a crash before
    assert report.fates["loaded"] + report.fates["unchanged"] == 5
    assert report.fates["duplicate"] == 1
    assert list((data / "packages").iterdir()) == []
