"""Recipes as flow runs, against a real server: results, task runs, states, and a quiet terminal."""

import json

import pytest

pytestmark = pytest.mark.prefect

RECIPES = """
import json, threading
from prefect.states import Completed
from flows.scheduling.tracking import run_as_flow, show_report
from tasks.errors import RetryLater, StopRun

tries = []

def double(number):
    if number == 2:
        tries.append(number)
        if len(tries) == 1:
            raise RetryLater("the disk is busy")
    return number * 2

def add_up(runner):
    return runner.call("load", sum, runner.map("process-batch", double, range(1, 5), 2))

def describe(total):
    show_report("sample-report", "# A report")
    return Completed(name="CompletedWithRejects", message=f"{total} in all")

def run_out_of_disk(runner):
    def fail():
        raise StopRun("no space left in the data folder")
    runner.call("load", fail)

total = run_as_flow("add-up", add_up, describe, {"sources": ["a", "b"]}, settle=30)
try:
    run_as_flow("run-out", run_out_of_disk, describe, {}, settle=30)
except StopRun as error:
    said = str(error)
print(json.dumps({"total": total, "tries": len(tries), "said": said}))
"""


def test_a_recipe_runs_the_same_and_prefect_shows_what_it_did(api):
    done = api.run_script(RECIPES)
    assert done.stderr == ""  # no noise, not even at exit
    assert json.loads(done.stdout) == {
        "total": 20,
        "tries": 2,
        "said": "no space left in the data folder",
    }
    runs = {run["name"].split()[0]: run for run in api.ask("/flow_runs/filter")}
    assert runs["add-up"]["state_name"] == "CompletedWithRejects"
    assert runs["add-up"]["state"]["message"] == "20 in all"
    assert runs["add-up"]["parameters"] == {"sources": ["a", "b"]}
    assert runs["run-out"]["state_type"] == "FAILED"
    assert "no space left" in runs["run-out"]["state"]["message"]
    tasks = api.ask(
        "/task_runs/filter", flow_runs={"id": {"any_": [runs["add-up"]["id"]]}}, sort="NAME_DESC"
    )
    assert [(task["name"], task["state_type"]) for task in tasks] == [
        ("process-batch 4", "COMPLETED"),
        ("process-batch 3", "COMPLETED"),
        ("process-batch 2", "COMPLETED"),
        ("process-batch 1", "COMPLETED"),
        ("load", "COMPLETED"),
    ]
    assert api.ask("/artifacts/count", artifacts={"key": {"any_": ["sample-report"]}}) == 1


DESCRIBED = r"""
import json
from collections import Counter
from flows.scheduling import deployment
from flows.report import Rejected, RunReport

deployment.show_report = lambda key, markdown: None
good = RunReport(run_key=1, fates=Counter(loaded=3))
partial = RunReport(
    run_key=2,
    fates=Counter(loaded=3, not_text=60),
    rejected=[Rejected(f"file:a|b\n<{n}>.txt", "not_text", "binary") for n in range(60)],
)
failed = RunReport(run_key=3, fates=Counter(loaded=3), failed_checks=["offsets: 2 wrong"])
states = [deployment.final_state(report) for report in (good, partial, failed)]
print(json.dumps({
    "states": [(state.type, state.name, state.message) for state in states],
    "pages": [deployment.report_markdown(report) for report in (partial, failed)],
}))
"""


def test_the_state_and_the_page_of_a_run_say_how_it_ended(api):
    done = api.run_script(DESCRIBED)
    assert done.stderr == ""
    said = json.loads(done.stdout)
    assert said["states"] == [
        ["COMPLETED", "Completed", "3 loaded"],
        ["COMPLETED", "CompletedWithRejects", "3 loaded, 60 not_text"],
        ["FAILED", "Failed", "exit code 1: 3 loaded"],
    ]
    partial, failed = said["pages"]
    assert "| not_text | refused | 60 |" in partial
    assert r"| file:a\|b &lt;0>.txt | not_text | binary |" in partial
    assert "The first 50 of 60." in partial
    assert "**Check failed**: offsets: 2 wrong" in failed


INGEST = """
import json
from pathlib import Path
from config.settings import Settings
from flows.scheduling.deployment import ingest_flow, run_tracked
from flows.report import RunRequest

data, source = Path(sys.argv[1]), sys.argv[2]
report = run_tracked(RunRequest(Settings(data=data), (source,)), settle=30)
state = ingest_flow(sources=[source], data=str(data), return_state=True)
print(json.dumps({"fates": report.fates, "exit": report.exit_code, "again": state.name}))
"""


def test_an_ingest_run_is_tracked_from_the_command_line_and_from_the_ui(api, tmp_path):
    source = tmp_path / "inbox"
    source.mkdir()
    (source / "harbour.txt").write_text(
        "Harbour reopens after storm\n\nThe harbour of Westmere reopened on Monday, 3 June 2024, "
        "after a storm had kept ships out for two days, the harbour master said.\n"
    )
    (source / "noise.txt").write_bytes(bytes(range(256)) * 20)
    done = api.run_script(INGEST, tmp_path / "data", source)
    assert json.loads(done.stdout) == {
        "fates": {"loaded": 1, "not_text": 1},
        "exit": 3,
        "again": "CompletedWithRejects",
    }, done.stderr
    assert done.stderr == ""
