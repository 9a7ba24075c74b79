"""A changing paper on loopback, and whole runs over it."""

from datetime import UTC, datetime, timedelta

import pytest

from config.settings import Settings
from flows import ingest as flow
from flows.report import RunRequest
from flows.runner import PlainRunner
from tests.faults.changing_site import serve_site

QUICK = {"allow_loopback": True, "host_interval": 0.0, "fetch_tries": 1, "fetch_deadline": 5.0}


@pytest.fixture
def site():
    with serve_site() as served:
        yield served


@pytest.fixture
def collect(runs, tmp_path):
    """Run over addresses; the report's fates."""

    def run(*addresses, **settings):
        return runs.ingest(tmp_path / "data", *addresses, **QUICK | settings).fates

    return run


@pytest.fixture
def ask(runs, tmp_path):
    return lambda query, *values: runs.ask(tmp_path / "data", query, *values)


@pytest.fixture
def schedule(tmp_path, monkeypatch):
    """A scheduled run over blocks, so many hours after the present moment; the report's fates."""

    def run(blocks, hours=0.0):
        moment = datetime.now(UTC).replace(tzinfo=None) + timedelta(hours=hours)
        monkeypatch.setattr(flow, "utc_now", lambda: moment)
        monkeypatch.setattr(flow, "read_blocks", lambda: tuple(blocks))
        settings = Settings(data=tmp_path / "data", model="none-such", lock_wait=0.0, **QUICK)
        return flow.ingest(RunRequest(settings, trigger="schedule"), PlainRunner()).fates

    return run
