"""One temporary Prefect server for all tests here, and scripts that use it in fresh processes.

Prefect reads its settings once, when it is imported; so every test that needs it runs a script.
"""

import json
import os
import subprocess
import sys
import urllib.request
from dataclasses import dataclass

import pytest

from flows.scheduling.server import temporary_server

#: Seconds a script may take: Prefect alone needs up to ten on a busy machine.
SCRIPT_TIMEOUT = 120


@dataclass(frozen=True)
class Api:
    """The server's address, and the environment of a script that uses it."""

    url: str
    environment: dict[str, str]

    def ask(self, path: str, **query: object) -> object:
        """The JSON answer to a POST request."""
        request = urllib.request.Request(
            f"{self.url}{path}",
            data=json.dumps(query).encode(),
            headers={"Content-Type": "application/json"},
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=30) as response:
            return json.load(response)

    def run_script(self, code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        """What a script said; `use_api` has been imported and called for it."""
        start = (
            "import os, sys\nfrom flows.scheduling.server import use_api\n"
            "use_api(os.environ['TEST_API'])\n"
        )
        return subprocess.run(
            [sys.executable, "-c", start + code, *map(str, arguments)],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=SCRIPT_TIMEOUT,
            check=False,
        )


@pytest.fixture(scope="session")
def server_timeout() -> float:
    """Seconds a new server may take on a busy machine: its database is made first."""
    return 240.0


@pytest.fixture(scope="session")
def clean_environment(tmp_path_factory) -> dict[str, str]:
    """This process's environment without any setting of Prefect's or ours, and an empty home."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT", "DATELINE"))}
    return kept | {"HOME": str(tmp_path_factory.mktemp("home"))}


@pytest.fixture(scope="session")
def api(tmp_path_factory, clean_environment, server_timeout):
    with temporary_server(tmp_path_factory.mktemp("server"), server_timeout) as url:
        yield Api(url, clean_environment | {"TEST_API": url})
