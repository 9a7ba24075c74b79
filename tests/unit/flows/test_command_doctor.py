"""`dateline doctor`: what it calls sound, and what it finds wrong."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.commands import doctor as doctor_module
from flows.commands.doctor import (
    Finding,
    describe_finding,
    doctor,
    examine_configuration,
    examine_folder,
    examine_model,
    examine_packages,
    examine_prefect,
    examine_snapshot,
    examine_warehouse,
    read_lock,
)
from flows.display.terminal import Ink
from warehouse.connection import open_warehouse


def states(findings) -> dict[str, str]:
    return {finding.subject: finding.state for finding in findings}


@pytest.fixture
def no_servers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))


def test_a_sound_installation_fails_nothing(answer, filled, no_servers):
    shown = answer(doctor, filled, True)
    findings = json.loads(shown.out)
    assert [finding for finding in findings if finding["state"] == "fail"] == []
    assert shown.code == 0
    subjects = {finding["subject"] for finding in findings}
    assert {"Python", "warehouse", "snapshot", "rules", "Prefect", "language model"} <= subjects


def test_a_finding_reads_as_state_subject_and_fix():
    finding = Finding("snapshot", "warn", "nothing was published yet", "`dateline publish`")
    assert describe_finding(finding, 80, Ink(False)) == [
        "warn  snapshot        nothing was published yet",
        "                      fix: `dateline publish`",
    ]


def test_one_failure_makes_the_exit_code_1(answer, filled, monkeypatch):
    def examine(data):
        yield Finding("thing", "fail", "broken", "mend it")

    monkeypatch.setattr(doctor_module, "EXAMINATIONS", (examine,))
    shown = answer(doctor, filled, False)
    assert shown.code == 1
    assert "fix: mend it" in shown.out


def test_a_lock_file_is_read_with_the_packages_of_this_machine_only():
    text = (
        "# comment\nduckdb==1.5.5 \\\n    --hash=sha256:0000 \\\n    --hash=sha256:1111\n"
        "    # via\n    #   dateline (pyproject.toml)\n"
        "elsewhere==1.0 ; python_full_version < '3.0' \\\n    --hash=sha256:2222\n"
        "here==2.0 ; python_full_version >= '3.0' \\\n    --hash=sha256:3333\n"
    )
    assert read_lock(text) == {"duckdb": "1.5.5", "here": "2.0"}


def test_missing_packages_fail_and_other_versions_warn(tmp_path):
    lock_file = tmp_path / "requirements.lock"
    lock_file.write_text("duckdb==0.0.1 \\\nno-such-package-at-all==1.0 \\\n", "utf-8")
    missing, other = examine_packages(tmp_path, lock_file)
    assert (missing.state, other.state) == ("fail", "warn")
    assert "no-such-package-at-all 1.0" in missing.found
    assert "(locked: 0.0.1)" in other.found


def test_a_folder_that_is_not_there_yet_is_judged_by_the_one_above(tmp_path):
    findings = list(examine_folder(tmp_path / "new" / "data"))
    assert states(findings)["data folder"] == "ok"
    assert "made by the first run" in findings[0].found
    assert list(tmp_path.iterdir()) == []


def test_a_data_folder_that_is_a_file_cannot_be_written_to(tmp_path):
    (tmp_path / "data").write_text("no folder", "utf-8")
    finding = next(examine_folder(tmp_path / "data"))
    assert finding.state == "fail"
    assert "--data" in finding.fix


def test_no_data_is_a_warning_with_the_next_command(tmp_path):
    assert states(examine_warehouse(tmp_path))["warehouse"] == "warn"
    (finding,) = examine_snapshot(tmp_path)
    assert finding.state == "warn"
    assert "dateline publish" in finding.fix


def test_a_writer_is_named(copied):
    now = datetime.now(UTC).replace(tzinfo=None)
    with open_warehouse(copied, command="dateline run inbox", now=now):
        found = {finding.subject: finding.found for finding in examine_warehouse(copied)}
    assert "dateline run inbox" in found["writer"]


def test_a_damaged_warehouse_fails_and_says_how_to_make_it_again(copied):
    with (copied / "dateline.duckdb").open("r+b") as file:
        file.write(b"\0" * 16384)
    finding = next(f for f in examine_warehouse(copied) if f.subject == "warehouse")
    assert finding.state == "fail"
    assert "dateline rebuild" in finding.fix


def test_a_link_to_a_snapshot_that_is_gone_fails(copied):
    (copied / "current.duckdb").resolve().unlink()
    (finding,) = examine_snapshot(copied)
    assert finding.state == "fail"
    assert "which is gone" in finding.found


def test_wrong_settings_fail_with_the_value(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINE_BATCH_SIZE", "many")
    findings = {finding.subject: finding for finding in examine_configuration(tmp_path)}
    assert findings["settings"].state == "fail"
    assert "batch_size is 'many'" in findings["settings"].found
    assert findings["rules"].state == "ok"


def test_a_model_that_is_not_installed_fails_with_the_install_line(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINE_MODEL", "no_such_model_sm")
    (finding,) = examine_model(tmp_path)
    assert finding.state == "fail"
    assert "no_such_model_sm" in finding.found


def test_a_prefect_server_that_does_not_answer_is_a_warning(tmp_path, monkeypatch, no_servers):
    assert states(examine_prefect(tmp_path))["Prefect"] == "ok"
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    (finding,) = examine_prefect(tmp_path)
    assert finding.state == "warn"
    assert "the variable PREFECT_API_URL" in finding.found
