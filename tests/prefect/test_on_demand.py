"""The flows that the UI starts: each takes parameters as JSON has them, says how it ended."""

import json

import pytest

pytestmark = pytest.mark.prefect

FLOWS = """
import json
from flows.scheduling.on_demand import backfill_flow, reprocess_flow, requeue_flow

data, source = sys.argv[1:3]
given = {"data": data, "return_state": True}
states = [
    backfill_flow(source, "2024-06-03", "2024-06-05", **given),
    reprocess_flow(since="2024-06-01", dry_run=True, **given),
    requeue_flow(fate="not_text", **given),
]
print(json.dumps([[state.name, state.message] for state in states]))
"""


def test_flows_on_demand_run_with_the_parameters_of_a_form(api, runs, tmp_path):
    changed_at = 1_717_400_000  # 3 June 2024
    files = {"ferry.txt": runs.stories["ferry.txt"], "noise.txt": bytes(range(256)) * 20}
    source = runs.write_files(tmp_path / "inbox", files, changed_at)
    done = api.run_script(FLOWS, tmp_path / "data", source)
    assert done.stderr == ""
    assert json.loads(done.stdout) == [
        ["CompletedWithRejects", "1 loaded, 1 not_text"],
        ["Completed", "no inputs"],
        ["CompletedWithRejects", "1 not_text"],
    ]
    triggers = runs.ask(tmp_path / "data", "select flow_name, trigger from ops.runs order by 1")
    assert triggers == [("ingest", "backfill"), ("requeue", "manual")]
