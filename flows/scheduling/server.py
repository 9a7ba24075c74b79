"""Where the Prefect API is, and a temporary server for a run that wants to be tracked without one.

What comes in: the data folder. What goes out: the address of an API, and environment variables set
so that Prefect, imported later, uses it. It never imports Prefect in this process, never writes
outside the data folder, and leaves no process behind, however this one ends.

The look-up honours, in this order, the variable PREFECT_API_URL, the active Prefect profile, and a
`dateline serve` that works on the same data folder. Settings in a project's own `prefect.toml` or
`.env` are not read: set the variable.
"""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPException
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from tasks.errors import StopRun
from tasks.worker_process import die_with_parent

#: Seconds a server may take to answer the question whether it is well: one on loopback answers in
#: milliseconds, one that is busy with a large run in tenths of a second.
HEALTH_TIMEOUT = 2.0

#: Seconds a server may take to stop after SIGTERM, before it is killed. Measured: under 0.2.
STOP_TIMEOUT = 5.0

#: Lines of the server's log that an error shows.
LOG_LINES = 15

#: How a server on this machine is named.
LOOPBACK = ("127.0.0.1", "localhost", "::1")

#: Nobody is told that this installation exists, and Prefect never starts a server of its own.
QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
}


#: Variables about a server of the user's, which one of ours must not take for its own.
USERS_OWN_SERVER = (
    "PREFECT_PROFILE",
    "PREFECT_API_KEY",
    "PREFECT_API_AUTH_STRING",
    "PREFECT_SERVER_API_AUTH_STRING",
    "PREFECT_SERVER_API_BASE_PATH",
)


class ServerFault(StopRun):
    """A Prefect server could not be started."""


# ------------------------------------------------------------------------------ finding an API


def prefect_home(data: Path) -> Path:
    """The folder in which a server of ours keeps its database and log."""
    return data.absolute() / ".prefect"


def find_api(data: Path) -> str | None:
    """The address of the first configured Prefect API that answers, or None.

    Costs one short HTTP request for each place that names one; usually none.
    """
    return next((url for _, url in configured_apis(data) if is_healthy(url)), None)


def configured_apis(data: Path) -> Iterator[tuple[str, str]]:
    """(where it is written, address) of each Prefect API this user has, strongest first."""
    if url := os.environ.get("PREFECT_API_URL"):
        yield "the variable PREFECT_API_URL", url.rstrip("/")
    home = Path(os.environ.get("PREFECT_HOME") or Path.home() / ".prefect")
    profiles = Path(os.environ.get("PREFECT_PROFILES_PATH") or home / "profiles.toml")
    if url := _profile_api(profiles):
        yield f"the active profile in {profiles}", url.rstrip("/")
    if served := _read_record(served_record(data)):
        yield "a running `dateline serve`", served.api_url


def is_healthy(url: str, timeout: float = HEALTH_TIMEOUT) -> bool:
    """Whether a Prefect API answers at this address; one that asks who we are counts too."""
    try:
        proxies = urllib.request.ProxyHandler({} if _is_loopback(url) else None)
        opener = urllib.request.build_opener(proxies)
        with opener.open(f"{url}/health", timeout=timeout) as response:
            return response.status == 200
    except urllib.error.HTTPError as error:
        return error.code in (401, 403)  # Prefect itself knows the key, or will say it is wrong
    except (OSError, ValueError, HTTPException):
        return False


def _is_loopback(url: str) -> bool:
    return urllib.parse.urlsplit(url).hostname in LOOPBACK


def _profile_api(profiles: Path) -> str | None:
    try:
        content = tomllib.loads(profiles.read_text(encoding="utf-8"))
        active = os.environ.get("PREFECT_PROFILE") or content.get("active")
        url = content.get("profiles", {}).get(active, {}).get("PREFECT_API_URL")
    except (OSError, ValueError, AttributeError):
        return None  # no profiles, or none that Prefect could read either
    return url if isinstance(url, str) else None


# ------------------------------------------------------------------ the record of `dateline serve`


def served_record(data: Path) -> Path:
    """The file in which `dateline serve` says where its API is."""
    return data.absolute() / "prefect-server.json"


@contextlib.contextmanager
def record_of_server(data: Path, url: str, cron: str) -> Iterator[None]:
    """Say that this process serves the API at `url`, and its schedule, until the block is left."""
    record = served_record(data)
    started_at = datetime.now(UTC).isoformat(timespec="seconds")
    content = {"pid": os.getpid(), "api_url": url, "cron": cron, "started_at": started_at}
    draft = record.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(content) + "\n", encoding="utf-8")
    draft.replace(record)
    try:
        yield
    finally:
        record.unlink(missing_ok=True)


class Serving(NamedTuple):
    """A `dateline serve` that works: its process, its API, and the cron line it keeps."""

    pid: int
    api_url: str
    cron: str


def find_serving(data: Path) -> Serving | None:
    """The `dateline serve` that works on this data folder, or None."""
    served = _read_record(served_record(data))
    return served if served and is_healthy(served.api_url) else None


def _read_record(record: Path) -> Serving | None:
    """The record of a process that lives."""
    try:
        content = json.loads(record.read_text(encoding="utf-8"))
        pid = int(content["pid"])
        serving = Serving(pid, str(content["api_url"]), str(content["cron"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None  # nobody serves
    try:
        os.kill(pid, 0)
    except PermissionError:
        pass  # it lives, as another user's
    except (OSError, OverflowError):
        return None  # killed before it could remove its record
    return serving


# ------------------------------------------------------------------------------ using an API


def use_api(
    url: str,
    home: Path | None = None,
    log_level: str = "WARNING",
    terminal_level: str = "CRITICAL",
) -> None:
    """Set the environment so that Prefect, imported after this, talks to the API at `url`.

    Args:
        home: the folder for Prefect's own files, for a server of ours; None leaves the user's,
            where the key of a server with log-in may stand.
        log_level: what Prefect logs, unless the user's environment says otherwise.
        terminal_level: what of it reaches the terminal too. A run shows its own progress and
            errors there, and each of them once.
    """
    os.environ["PREFECT_API_URL"] = url
    os.environ.update(QUIET)
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", log_level)
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", terminal_level)
    if _is_loopback(url):  # a proxy for the outside world cannot reach it
        for name in ("no_proxy", "NO_PROXY"):
            others = os.environ.get(name)
            os.environ[name] = ",".join(filter(None, [others, *LOOPBACK]))
    if home is not None:
        os.environ["PREFECT_HOME"] = str(home)


@contextlib.contextmanager
def temporary_server(home: Path, timeout: float) -> Iterator[str]:
    """A Prefect server without web pages for the length of the block; yields the API's address.

    Call it from the main thread: on Linux the server dies with the thread that started it.

    Args:
        home: folder of the server's SQLite database and log; a later `dateline serve` on the same
            folder shows the runs.
        timeout: seconds it may take to answer. On a new folder 10 to 30 are normal.

    Raises:
        ServerFault: it ended, or did not answer in time; with the last lines of its log.
    """
    with running_server(home, timeout, port=0, is_temporary=True) as url:
        yield url


@contextlib.contextmanager
def running_server(
    home: Path, timeout: float, port: int, is_temporary: bool = False
) -> Iterator[str]:
    """A Prefect server on loopback for the length of the block; yields the API's address.

    Args:
        port: 0 for any free one.
        is_temporary: without web pages, scheduler and other services that only a long life needs.
    """
    home.mkdir(parents=True, exist_ok=True)
    log = home / "server.log"
    port = _free_port(port)
    url = f"http://127.0.0.1:{port}/api"
    process = _start_server(home, log, port, is_temporary)
    try:
        _wait_until_healthy(process, url, timeout, log)
        yield url
    finally:
        _stop_server(process)


def _free_port(port: int) -> int:
    """The port itself if nobody listens there, or any free one for 0."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise ServerFault(
                f"port {port} on 127.0.0.1 cannot be used ({error.strerror}); choose another one"
            ) from error
        return probe.getsockname()[1]


def _start_server(home: Path, log: Path, port: int, is_temporary: bool) -> subprocess.Popen[bytes]:
    environment = {**os.environ, **QUIET}
    for name in USERS_OWN_SERVER:
        environment.pop(name, None)
    environment |= {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{home}/prefect.db",
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_UI_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT__SERVER_FINAL": "1",
    }
    if is_temporary:
        environment["PREFECT__SERVER_EPHEMERAL"] = "1"
    with log.open("wb") as output:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "flows.scheduling.server", str(os.getpid()), str(port)],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C is for us; we stop the server when we are done with it
        )


def _wait_until_healthy(
    process: subprocess.Popen[bytes], url: str, timeout: float, log: Path
) -> None:
    end = time.monotonic() + timeout
    while not is_healthy(url):
        if process.poll() is not None:
            cause = f"ended with exit code {process.returncode}"
        elif time.monotonic() > end:
            cause = f"did not answer within {timeout:g} s (prefect_server_timeout)"
        else:
            time.sleep(0.1)
            continue
        words = log.read_text(encoding="utf-8", errors="replace").splitlines()[-LOG_LINES:]
        raise ServerFault("\n".join([f"the Prefect server {cause}; {log} ends with:", *words]))


def _stop_server(process: subprocess.Popen[bytes]) -> None:
    """Ask, wait, insist."""
    process.terminate()
    try:
        process.wait(STOP_TIMEOUT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _run_server(parent: int, port: int) -> None:
    """The server process: what `prefect server start` runs, in one process that dies with us."""
    die_with_parent(parent)
    uvicorn = import_module("uvicorn")  # comes with Prefect, which imports the application
    uvicorn.run(
        "prefect.server.api.server:create_app",
        factory=True,
        host="127.0.0.1",
        port=port,
        lifespan="on",
        log_level="warning",
        timeout_graceful_shutdown=2,
    )


if __name__ == "__main__":
    _run_server(int(sys.argv[1]), int(sys.argv[2]))
