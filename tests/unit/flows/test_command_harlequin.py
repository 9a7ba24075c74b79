"""`dateline sql --ui`: the snapshot in Harlequin, when it is there."""

import subprocess
import sys

import pytest

from flows.commands.harlequin import open_harlequin
from tasks.errors import ConfigurationFault
from warehouse.errors import WarehouseMissing

#: A program that says with which words it was started, and ends with a code of its own.
PROGRAM = '#!/bin/sh\necho "$@" > "{told}"\nexit 7\n'


def test_the_snapshot_is_opened_read_only(filled, tmp_path, monkeypatch):
    program, told = tmp_path / "harlequin", tmp_path / "told"
    program.write_text(PROGRAM.format(told=told))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    assert open_harlequin(filled) == 7
    assert told.read_text().split() == [
        "--read-only",
        str((filled / "current.duckdb").resolve()),
    ]


def test_without_harlequin_the_line_that_installs_it_is_told(filled, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "flows.cli", "sql", "--ui", "--data", str(filled)],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == ConfigurationFault.exit_code
    assert "-m pip install harlequin" in done.stderr


def test_without_a_snapshot_the_next_command_is_named(tmp_path):
    with pytest.raises(WarehouseMissing, match="dateline run"):
        open_harlequin(tmp_path)
