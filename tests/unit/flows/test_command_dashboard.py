"""`dateline dashboard`: what it prints, and how it ends when it cannot start."""

import signal
import socket
import urllib.request

import pytest

#: Where the command would be slow to start, or would bring what it does not need.
HEAVY = ("prefect", "spacy", "trafilatura")


def test_it_prints_its_address_and_serves_until_it_is_interrupted(runs, undisturbed):
    command = runs.start_command("dashboard", "--data", undisturbed, "--port", 0, "--no-open")
    address = command.stdout.readline().strip()
    with urllib.request.urlopen(f"{address}api/state") as response:
        assert response.status == 200
    command.send_signal(signal.SIGINT)
    _, err = command.communicate(timeout=20)
    assert "Ctrl-C ends it" in err
    assert "Traceback" not in err


def test_without_a_snapshot_it_names_the_command_that_makes_one(runs, tmp_path):
    done = runs.command("dashboard", "--data", tmp_path, "--no-open")
    assert done.returncode == 2
    assert "there is no snapshot" in done.stderr
    assert "dateline run" in done.stderr


def test_a_port_that_is_taken_is_named(runs, undisturbed):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = runs.command("dashboard", "--data", undisturbed, "--port", port, "--no-open")
    assert done.returncode == 2
    assert f"port {port} cannot be used" in done.stderr
    assert "--port 0" in done.stderr


def test_an_export_prints_the_page_to_open(runs, undisturbed, tmp_path):
    done = runs.command("dashboard", "--data", undisturbed, "--export", tmp_path / "site")
    assert (done.returncode, done.stdout) == (0, f"{tmp_path / 'site' / 'index.html'}\n")


@pytest.mark.parametrize("module", ["flows.commands.dashboard", "warehouse.dashboard.server"])
def test_it_loads_no_heavy_library(runs, module):
    code = f"import {module}, sys; print(*{set(HEAVY)!r} & set(sys.modules))"
    assert runs.code(code).stdout == "\n"
