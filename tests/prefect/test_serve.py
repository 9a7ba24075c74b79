"""The schedule, seen firing: a served flow on a one-minute cron line, and how it stops."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.scheduling.server import find_api, served_record

pytestmark = [pytest.mark.prefect, pytest.mark.timeout(600)]

SAMPLE_FLOW = """
import os
import time
from pathlib import Path
from prefect import flow

@flow(name="tick")
def tick(ticks: str, seconds: int):
    with Path(ticks).open("a") as file:
        print(os.getpid(), time.time(), file=file)
    time.sleep(seconds)
"""

SERVE = """
import sys
from pathlib import Path
from flows.scheduling.serve import serve_flow

def load_flow():
    from sample_ticks import tick
    return tick

data = Path(sys.argv[1])
serve_flow(
    load_flow,
    cron=sys.argv[2],
    timezone="UTC",
    parameters={"ticks": str(data / "ticks.txt"), "seconds": 300},
    data=data,
    port=0,
    server_timeout=float(sys.argv[3]),
)
"""


@pytest.fixture
def start_serving(tmp_path, clean_environment, server_timeout):
    """Start `serve` in a process of its own, as a terminal would; ended with the test."""
    (tmp_path / "sample_ticks.py").write_text(SAMPLE_FLOW)
    paths = [str(tmp_path), clean_environment.get("PYTHONPATH", "")]
    environment = clean_environment | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
    started = []

    def start(data: Path, cron: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(data), cron, str(server_timeout)],
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def wait_until(condition, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.2)
    return True


def is_running(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def test_a_one_minute_schedule_fires_and_a_signal_ends_everything(
    tmp_path, start_serving, server_timeout
):
    data = tmp_path / "data"
    ticks = data / "ticks.txt"
    serving = start_serving(data, "* * * * *")
    assert wait_until(served_record(data).exists, server_timeout), serving.poll()
    assert wait_until(ticks.exists, 120), (data / ".prefect" / "server.log").read_text()[-2000:]
    run_id, _ = ticks.read_text().split()
    assert find_api(data) is not None

    second = start_serving(data, "* * * * *")
    assert f"works on {data} already, as process {serving.pid}" in second.communicate(timeout=60)[1]
    assert second.returncode == 1

    stop(serving, data, signal.SIGTERM)
    assert not is_running(int(run_id))


def test_ctrl_c_ends_a_server_that_waits_for_its_hour(tmp_path, start_serving):
    data = tmp_path / "data"
    serving = start_serving(data, "0 0 1 1 *")
    said = ""
    while "Ctrl-C stops it" not in said:
        line = serving.stderr.readline()
        assert line, said
        said += line
    assert served_record(data).exists()
    stop(serving, data, signal.SIGINT, said)


def stop(serving: subprocess.Popen[str], data: Path, how: signal.Signals, said: str = "") -> None:
    """Send the signal; it ends within seconds, says so, and leaves no trace."""
    stopped_at = time.monotonic()
    serving.send_signal(how)
    said += serving.communicate(timeout=30)[1]
    assert time.monotonic() - stopped_at < 15
    assert serving.returncode == 0
    assert "Prefect UI: http://127.0.0.1:" in said
    assert said.endswith("stopped\n")
    assert "Traceback" not in said
    assert not served_record(data).exists()
    assert find_api(data) is None
