"""A real Apache Superset on loopback: set up, started and ended by the tests.

It lives in an environment of its own, made by `make test-superset` from `requirements.txt`; another
one may be named in SUPERSET_ENV.
"""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

PROJECT = Path(__file__).parents[2]
ENVIRONMENT = Path(os.environ.get("SUPERSET_ENV", PROJECT / ".venv" / "superset"))

USER = PASSWORD = "admin"

CONFIGURATION = """\
SECRET_KEY = "only for a test that ends in a minute"
SQLALCHEMY_DATABASE_URI = "sqlite:///{folder}/superset.db"
TALISMAN_ENABLED = False  # it wants HTTPS
WTF_CSRF_ENABLED = False  # the tests are no browser
"""

#: The longest that a start may take, in seconds; on two busy cores it took 26.
PATIENCE = 180


class Superset:
    """A running Superset, asked through its API as an administrator."""

    def __init__(self, address: str) -> None:
        self._client = httpx.Client(base_url=f"{address}/api/v1", timeout=120)

    def sign_in(self) -> None:
        """From here on, requests carry the token of the administrator."""
        words = {"username": USER, "password": PASSWORD, "provider": "db", "refresh": False}
        token = self._post("security/login", json=words)["access_token"]
        self._client.headers["Authorization"] = f"Bearer {token}"

    def import_dashboards(self, bundle: Path) -> None:
        """What the page does for "Import dashboards", when the user agrees to overwrite."""
        files = {"formData": (bundle.name, bundle.read_bytes(), "application/zip")}
        self._post("dashboard/import/", files=files, data={"overwrite": "true"})

    def import_assets(self, bundle: Path) -> None:
        """The import that updates everything in the bundle."""
        files = {"bundle": (bundle.name, bundle.read_bytes(), "application/zip")}
        self._post("assets/import/", files=files)

    def list_all(self, kind: str) -> list[dict[str, Any]]:
        """All databases, datasets, charts or dashboards, oldest first."""
        found = self._get(f"{kind}/", q="(page_size:100)")["result"]
        return sorted(found, key=lambda thing: thing["id"])

    def read_one(self, kind: str, number: int) -> dict[str, Any]:
        """Everything about one of them."""
        return self._get(f"{kind}/{number}")["result"]

    def ask_chart(self, number: int) -> list[dict[str, Any]]:
        """The rows that a chart shows, asked anew and not from a cache."""
        (answer,) = self._get(f"chart/{number}/data/", force="true")["result"]
        assert answer["status"] == "success", answer["error"]
        return answer["data"]

    def run_sql(self, database: int, sql: str) -> httpx.Response:
        """What SQL Lab answers."""
        words = {"database_id": database, "sql": sql, "runAsync": False}
        return self._client.post("sqllab/execute/", json=words)

    def _get(self, path: str, **parameters: str) -> dict[str, Any]:
        return self._read(self._client.get(path, params=parameters))

    def _post(self, path: str, **content: Any) -> dict[str, Any]:
        return self._read(self._client.post(path, **content))

    @staticmethod
    def _read(response: httpx.Response) -> dict[str, Any]:
        assert response.is_success, f"{response.request.url}: {response.text[:2000]}"
        return response.json()


@pytest.fixture(scope="session")
def superset(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Superset]:
    command = ENVIRONMENT / "bin" / "superset"
    assert command.exists(), f"there is no {command}: `make test-superset` installs it"
    folder = tmp_path_factory.mktemp("superset")
    configuration = folder / "superset_config.py"
    configuration.write_text(CONFIGURATION.format(folder=folder))
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "SUPERSET_HOME": str(folder),
        "SUPERSET_CONFIG_PATH": str(configuration),
        "FLASK_APP": "superset",
    }
    person = ["--username", USER, "--password", PASSWORD, "--email", "admin@superset.example"]
    for words in (
        ["db", "upgrade"],
        ["fab", "create-admin", *person, "--firstname", "Ad", "--lastname", "Min"],
        ["init"],
    ):
        done = subprocess.run(
            [command, *words], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"superset {' '.join(words[:2])}: {done.stderr[-2000:]}"
    port = free_port()
    log = folder / "server.log"
    with log.open("wb") as written:
        process = subprocess.Popen(
            [command, "run", "--port", str(port), "--with-threads"],
            env=environment,
            stdout=written,
            stderr=subprocess.STDOUT,
        )
    try:
        await_answer(f"http://127.0.0.1:{port}/health", process, log)
        started = Superset(f"http://127.0.0.1:{port}")
        started.sign_in()
        yield started
    finally:
        process.terminate()
        process.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def await_answer(address: str, process: subprocess.Popen, log: Path) -> None:
    """Return as soon as the server answers; fail with its log when it ends or takes too long."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx.get(address).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.5)
    pytest.fail(f"Superset did not start: {log.read_text(errors='replace')[-2000:]}")
