"""`requeue`: inputs that were refused or quarantined are tried again."""

import json

import pytest

from config.settings import Settings
from flows.requeue import RequeueRequest, requeue
from flows.runner import PlainRunner
from tasks.errors import ConfigurationFault
from warehouse.errors import WarehouseMissing

#: Lets the shorter of two stories pass.
LIMIT = {"max_document_bytes": 230}


def try_again(data, settings=None, **asked):
    values = {"data": data, "model": "none-such", "lock_wait": 0.0, **(settings or {})}
    return requeue(RequeueRequest(Settings(**values), **asked), PlainRunner())


@pytest.fixture
def refused(runs, tmp_path):
    """A folder, and the data of a run in which one file was too large and one line broken."""
    files = {
        "ferry.txt": runs.stories["ferry.txt"],
        "library.txt": runs.stories["library.txt"],
        "lines.jsonl": "{broken\n",
    }
    folder = runs.write_files(tmp_path / "news", files)
    data = tmp_path / "data"
    assert runs.ingest(data, folder, **LIMIT).fates == {
        "loaded": 1,
        "too_large": 1,
        "broken_json": 1,
    }
    return folder, data


def test_what_was_not_read_is_collected_again_and_what_was_is_read_from_the_archive(runs, refused):
    folder, data = refused
    (folder / "lines.jsonl").unlink()  # its bytes are archived
    report = try_again(data, source=str(folder))
    assert report.fates == {"loaded": 1, "broken_json": 1}
    assert (report.exit_code, report.left) == (3, {})
    flows = runs.ask(data, "select flow_name, input_count from ops.runs order by run_key")
    assert flows == [("ingest", 3), ("requeue", 2)]
    tries = runs.ask(data, "select uri, try_count from ops.rejects where run_key = 2")
    assert tries == [("file:news/lines.jsonl#1", 2)]


def test_what_was_loaded_meanwhile_is_not_tried_again(runs, refused):
    folder, data = refused
    runs.ingest(data, folder)
    report = try_again(data, source=str(folder))
    assert report.fates == {"broken_json": 1}


def test_only_inputs_of_a_fate_are_tried(runs, refused):
    folder, data = refused
    report = try_again(data, source=str(folder), fate="too_large")
    assert report.fates == {"loaded": 1}
    assert report.exit_code == 0


def test_only_inputs_of_a_source_are_tried(runs, refused):
    _, data = refused
    assert try_again(data, source="elsewhere").input_count == 0
    assert try_again(data, source="news", fate="broken_json").input_count == 1


def test_inputs_whose_folder_is_not_known_are_told_with_the_next_step(refused):
    folder, data = refused
    report = try_again(data, source="news")
    assert report.fates == {"broken_json": 1}
    (name,) = report.left["news"]
    assert name == "file:news/ferry.txt"
    assert any("--source FOLDER" in said for said in report.warnings)
    assert report.exit_code == 3
    (folder / "ferry.txt").unlink()
    report = try_again(data, source=str(folder))
    assert report.left == {"news": [name]}
    assert any("are not there any more" in said for said in report.warnings)


def test_quarantined_inputs_are_read_again(runs, stories, undisturbed, tmp_path):
    data = tmp_path / "data"
    first = runs.command("run", stories, "--data", data, DATELINE_CRASH_AT="in-extraction")
    assert first.returncode == 3
    done = runs.command("requeue", "--data", data, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["fates"] == {"loaded": 5}
    assert runs.natural_tables(data) == runs.natural_tables(undisturbed)


def test_a_word_that_is_no_fate_and_a_folder_without_a_warehouse_are_refused(tmp_path):
    with pytest.raises(WarehouseMissing, match="dateline run"):
        try_again(tmp_path)
    (tmp_path / "dateline.duckdb").touch()
    with pytest.raises(ConfigurationFault, match="'lost' is no fate; fates are loaded"):
        try_again(tmp_path, fate="lost")
