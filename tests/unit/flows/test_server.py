"""Finding a Prefect API and starting a server, without Prefect: real HTTP and real processes."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from config.settings import Settings
from flows.scheduling import server
from flows.scheduling.serve import serve


@pytest.fixture(autouse=True)
def own_environment(tmp_path, monkeypatch):
    """No Prefect settings but those a test makes, and none that outlive it."""
    for name in [name for name in os.environ if name.startswith("PREFECT")]:
        monkeypatch.delenv(name)
    for name in ("no_proxy", "NO_PROXY", "DO_NOT_TRACK"):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "prefect-home"
    home.mkdir()
    monkeypatch.setenv("PREFECT_HOME", str(home))
    yield home
    for name in [name for name in os.environ if name.startswith("PREFECT")]:
        del os.environ[name]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_without_any_setting_there_is_no_api(tmp_path):
    assert server.find_api(tmp_path) is None


def test_the_variable_names_the_api(tmp_path, monkeypatch, start_api):
    url = start_api()
    monkeypatch.setenv("PREFECT_API_URL", url + "/")
    assert server.find_api(tmp_path) == url


def test_the_active_profile_names_the_api(tmp_path, own_environment, start_api):
    url = start_api()
    (own_environment / "profiles.toml").write_text(
        'active = "newsroom"\n'
        '[profiles.other]\nPREFECT_API_URL = "http://127.0.0.1:9/api"\n'
        f'[profiles.newsroom]\nPREFECT_API_URL = "{url}"\n'
    )
    assert server.find_api(tmp_path) == url


def test_a_profile_named_by_variable_is_the_active_one(
    tmp_path, own_environment, monkeypatch, start_api
):
    url = start_api()
    (own_environment / "profiles.toml").write_text(
        f'active = "none"\n[profiles.none]\n[profiles.newsroom]\nPREFECT_API_URL = "{url}"\n'
    )
    assert server.find_api(tmp_path) is None
    monkeypatch.setenv("PREFECT_PROFILE", "newsroom")
    assert server.find_api(tmp_path) == url


@pytest.mark.parametrize("content", ["", "active = 3", "not = [toml", "profiles = 1", "\xff"])
def test_profiles_that_cannot_be_read_name_no_api(tmp_path, own_environment, content):
    (own_environment / "profiles.toml").write_bytes(content.encode("latin-1"))
    assert server.find_api(tmp_path) is None


def test_a_running_serve_on_the_data_folder_names_the_api(tmp_path, start_api):
    url = start_api()
    with server.record_of_server(tmp_path, url, "0 6 * * *"):
        assert server.find_api(tmp_path) == url
        assert server.find_serving(tmp_path) == (os.getpid(), url, "0 6 * * *")
        assert server.find_api(tmp_path / "other") is None
    assert server.find_api(tmp_path) is None
    assert list(tmp_path.glob("prefect-server*")) == []


def test_two_serves_on_one_data_folder_are_refused(tmp_path, start_api):
    with (
        server.record_of_server(tmp_path, start_api(), "0 6 * * *"),
        pytest.raises(server.ServerFault, match=f"already, as process {os.getpid()}"),
    ):
        serve(Settings(data=tmp_path))


def test_the_record_of_a_serve_that_was_killed_is_not_believed(tmp_path, start_api):
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    record = {"pid": gone.pid, "api_url": start_api(), "cron": "0 6 * * *"}
    server.served_record(tmp_path).write_text(json.dumps(record))
    assert server.find_api(tmp_path) is None
    assert server.find_serving(tmp_path) is None


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"pid": "x"}', '{"pid": 99999999999999999999}']
)
def test_a_broken_record_is_not_believed(tmp_path, content):
    server.served_record(tmp_path).write_text(content)
    assert server.find_api(tmp_path) is None


def test_an_api_that_does_not_answer_gives_way_to_the_next(tmp_path, monkeypatch, start_api):
    monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{free_port()}/api")
    url = start_api()
    with server.record_of_server(tmp_path, url, "0 6 * * *"):
        assert server.find_api(tmp_path) == url
        places = [place for place, _ in server.configured_apis(tmp_path)]
    assert places == ["the variable PREFECT_API_URL", "a running `dateline serve`"]


@pytest.mark.parametrize(
    ("status", "answer"), [(200, True), (401, True), (404, False), (500, False)]
)
def test_an_api_is_healthy_if_it_answers_or_asks_who_we_are(start_api, status, answer):
    assert server.is_healthy(start_api(status)) is answer


@pytest.mark.parametrize(
    "url", ["", "127.0.0.1", "http://", "ftp://127.0.0.1/", "http://[::1", "x y"]
)
def test_an_address_that_is_none_is_not_healthy(url):
    assert server.is_healthy(url) is False


def test_o5_an_api_that_accepts_and_says_nothing_is_given_up_in_time():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        started = time.monotonic()
        assert not server.is_healthy(f"http://127.0.0.1:{silent.getsockname()[1]}/api", timeout=0.3)
        assert time.monotonic() - started < 2


def test_a_server_that_speaks_no_http_is_not_healthy():
    def babble(listener):
        connection, _ = listener.accept()
        with connection:
            connection.recv(1000)
            connection.sendall(b"220 mail.example ready\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=babble, args=(listener,), daemon=True).start()
        assert not server.is_healthy(f"http://127.0.0.1:{listener.getsockname()[1]}/api")


def test_a_proxy_for_the_outside_world_is_not_asked_about_loopback(start_api, monkeypatch):
    url = start_api()
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    assert server.is_healthy(url)
    monkeypatch.setenv("no_proxy", "example.org")
    server.use_api(url)
    assert os.environ["no_proxy"] == "example.org,127.0.0.1,localhost,::1"


def test_using_an_api_sets_what_prefect_reads_and_keeps_what_the_user_set(tmp_path, monkeypatch):
    monkeypatch.setenv("PREFECT_LOGGING_LEVEL", "DEBUG")
    server.use_api("http://127.0.0.1:4200/api", tmp_path)
    assert os.environ["PREFECT_API_URL"] == "http://127.0.0.1:4200/api"
    assert os.environ["PREFECT_HOME"] == str(tmp_path)
    assert os.environ["PREFECT_SERVER_EPHEMERAL_ENABLED"] == "false"
    assert os.environ["PREFECT_LOGGING_LEVEL"] == "DEBUG"


def test_a_users_own_api_keeps_the_users_prefect_home(own_environment):
    server.use_api("https://prefect.example.org/api")
    assert os.environ["PREFECT_HOME"] == str(own_environment)


def test_a_port_that_is_taken_is_named(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with (
            pytest.raises(server.ServerFault, match=f"port {port} on 127.0.0.1"),
            server.running_server(tmp_path, timeout=1, port=port),
        ):
            pytest.fail("a server started")


def test_a_server_that_is_too_slow_is_ended_and_its_log_named(tmp_path):
    of_other_tests = set(children_of(os.getpid()))
    with (
        pytest.raises(server.ServerFault, match=r"within 0\.2 s.*server\.log"),
        server.temporary_server(tmp_path / "home", timeout=0.2),
    ):
        pytest.fail("a server answered")
    assert set(children_of(os.getpid())) <= of_other_tests


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel ends the children on Linux only")
def test_d1_no_server_survives_kill_9_of_the_process_that_wanted_it(tmp_path):
    code = (
        "import sys; from pathlib import Path\n"
        "from flows.scheduling.server import temporary_server\n"
        "with temporary_server(Path(sys.argv[1]), timeout=60): pass"
    )
    with subprocess.Popen([sys.executable, "-c", code, tmp_path]) as parent:
        assert wait_until(lambda: len(children_of(parent.pid)) == 1)
        (child,) = children_of(parent.pid)
        time.sleep(0.5)  # it is importing Prefect now, which takes seconds
        parent.kill()
    assert wait_until(lambda: not Path(f"/proc/{child}").exists(), seconds=5)


def children_of(pid: int) -> list[int]:
    try:
        return [
            int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        ]
    except FileNotFoundError:
        return []


def wait_until(condition, seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
