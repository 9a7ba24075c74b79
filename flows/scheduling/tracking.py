"""A recipe as a flow run of this process, seen in Prefect while it works and after it.

What comes in: a recipe that takes a `Runner`, and the parameters to show. What goes out: what the
recipe returns or raises. It adds nothing to the rows a run leaves: it may be left out.

Import it only after `server.use_api`: Prefect reads its settings from the environment once.
"""

import inspect
import time
from collections.abc import Callable
from typing import Any, TypeVar

from prefect import Flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker
from prefect.runtime import flow_run

from flows.scheduling.prefect_runner import PrefectRunner

Report = TypeVar("Report")

#: States after which a task run does not change.
FINAL_STATES = ["COMPLETED", "FAILED", "CRASHED", "CANCELLED"]

#: Seconds that the last log lines and events of a run may take to reach the API.
DRAIN_TIMEOUT = 5.0

#: Seconds between two questions whether a server has recorded a run's task runs.
SETTLE_INTERVAL = 0.3


def scheduled_name() -> str:
    """A name for the flow run that is now beginning: its flow and when it was due, in UTC."""
    return f"{flow_run.get_flow_name()} {flow_run.get_scheduled_start_time():%Y-%m-%d %H:%M:%S}"


def run_as_flow(
    name: str,
    recipe: Callable[[PrefectRunner], Report],
    describe: Callable[[Report], State[Any]],
    parameters: dict[str, Any],
    settle: float = 0.0,
) -> Report:
    """What `recipe(runner)` returns or raises, tracked as one run of the flow called `name`.

    Args:
        describe: the state in which a report leaves the flow run.
        parameters: what the UI shows as the run's parameters; the recipe does not get them.
        settle: seconds to wait at most until the server has recorded all task runs, which it does
            some 0.06 s each after they are over. For a server that stops after the run; one that
            stays needs none.
    """
    runner = PrefectRunner()
    reports: list[Report] = []

    def body(**_: object) -> State[Any]:
        reports.append(recipe(runner))
        return describe(reports[-1])

    # Prefect shows the parameters that the signature has.
    keywords = [inspect.Parameter(key, inspect.Parameter.KEYWORD_ONLY) for key in parameters]
    body.__signature__ = inspect.Signature(keywords)
    tracked = Flow(
        body, name=name, flow_run_name=scheduled_name, persist_result=False, log_prints=False
    )
    try:
        state: State[Any] = tracked(**parameters, return_state=True)
    finally:
        # Now, and not at the interpreter's exit: a server of ours is gone by then.
        APILogWorker.drain_all(timeout=DRAIN_TIMEOUT)
        EventsWorker.drain_all(timeout=DRAIN_TIMEOUT)
    _wait_until_recorded(state, runner.task_run_count, settle)
    if not reports:
        raise state.result(raise_on_failure=False)
    return reports[-1]


def show_report(key: str, markdown: str) -> None:
    """Put a page about the current flow run into the UI. One request to the API."""
    create_markdown_artifact(key=key, markdown=markdown, description="How the run ended")


def _wait_until_recorded(state: State[Any], task_run_count: int, timeout: float) -> None:
    """Wait until the server knows the end of each task run of the flow run, or time is up."""
    query = {
        "flow_runs": {"id": {"any_": [str(state.state_details.flow_run_id)]}},
        "task_runs": {"state": {"type": {"any_": FINAL_STATES}}},
    }
    end = time.monotonic() + timeout
    with get_client(sync_client=True) as client:
        while time.monotonic() < end:
            if client.request("POST", "/task_runs/count", json=query).json() >= task_run_count:
                return
            time.sleep(SETTLE_INTERVAL)
