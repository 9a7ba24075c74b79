"""A tracked run and a plain one leave the same rows; the sample articles, with the real model."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from warehouse.compare import read_natural_tables
from warehouse.connection import open_reader

PROJECT = Path(__file__).parents[2]

pytestmark = pytest.mark.prefect


def run_seeds(data: Path, environment: dict[str, str]) -> dict:
    """What `dateline run seeds --json` says; standard error is kept with it."""
    done = subprocess.run(
        [sys.executable, "-m", "flows.cli", "run", "seeds", "--json", "--data", str(data)],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) | {"stderr": done.stderr}


def tables(data: Path) -> dict[str, list[tuple]]:
    with open_reader(data / "dateline.duckdb") as reader:
        return read_natural_tables(reader)


def test_o5_a_tracked_run_and_a_plain_one_leave_equal_rows(api, clean_environment, tmp_path):
    plain = run_seeds(tmp_path / "plain", clean_environment)
    tracked = run_seeds(tmp_path / "tracked", api.environment | {"PREFECT_API_URL": api.url})
    assert "not tracked" in plain["stderr"]
    assert api.url in tracked["stderr"]
    assert plain["fates"] == tracked["fates"]
    assert tables(tmp_path / "plain") == tables(tmp_path / "tracked")
