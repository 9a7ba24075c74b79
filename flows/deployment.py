"""The ingest run as a Prefect flow: what the UI shows a form for, and what the schedule starts.

What comes in: parameters that JSON can hold. What goes out: a final state that says how the run
ended, with a report anyone can read in the UI. It holds no step of the run: those stand in
`flows/ingest.py`, which a run without Prefect calls in the same way.

Import it only after `flows.server.use_api`: Prefect reads its settings from the environment once.
"""

import time
from typing import Any

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.context import FlowRunContext
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogHandler
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from config.settings import Settings
from flows.ingest import RunReport, RunRequest, ingest
from flows.prefect_runner import PrefectRunner
from tasks.errors import FATE_CLASS, ConfigurationFault, Fate, FateClass

#: States after which a task run does not change.
FINAL_STATES = ["COMPLETED", "FAILED", "CRASHED", "CANCELLED"]

#: Seconds between two questions whether a server has recorded a run's task runs.
SETTLE_INTERVAL = 0.3


def _flow_run_name() -> str:
    return f"ingest {flow_run.get_scheduled_start_time():%Y-%m-%d %H:%M:%S}"


@flow(name="ingest", flow_run_name=_flow_run_name, persist_result=False, validate_parameters=True)
def ingest_flow(
    sources: list[str] | None = None,
    data: str | None = None,
    workers: int | None = None,
    publish: bool = True,
    dry_run: bool = False,
    trigger: str | None = None,
    settings: dict[str, Any] | None = None,
) -> State[Any]:
    """One ingest run, tracked.

    Args:
        sources: names, files, folders or addresses; none: all enabled sources.
        data: the data folder; none: as the settings say.
        workers: worker processes; none: as the settings say.
        publish: whether to publish a snapshot at the end.
        dry_run: whether to stop before anything is stored.
        trigger: who asked for the run; none: found out (schedule, manual).
        settings: settings that differ from the installation's.

    Returns:
        Completed; Completed with the name CompletedWithRejects when inputs were refused or
        quarantined; Failed when the run failed. A StopRun of the run is raised.
    """
    overrides = dict(settings or {})
    if data is not None:
        overrides["data"] = data
    if workers is not None:
        overrides["workers"] = workers
    try:
        chosen = Settings(**overrides)
    except ValueError as error:
        raise ConfigurationFault(f"the settings of this run are wrong: {error}") from error
    request = RunRequest(
        sources=tuple(sources or ()),
        data=chosen.data,
        workers=chosen.workers,
        publish=publish,
        dry_run=dry_run,
        trigger=trigger or _trigger(),
        settings=chosen,
    )
    runner = PrefectRunner()
    report = ingest(request, runner)
    create_markdown_artifact(
        key="ingest-report", markdown=report_markdown(report), description="How the run ended"
    )
    return final_state(report, data=(report, runner.task_run_count))


def run_tracked(request: RunRequest, settle: float = 0.0) -> RunReport:
    """An ingest run as a flow run in this process; the report, or the StopRun that ended it.

    Args:
        settle: seconds to wait at most until the server has recorded all task runs, which it does
            some 0.06 s each after they are over. For a server that stops after the run; one that
            stays needs none.
    """
    state = ingest_flow(
        sources=list(request.sources),
        data=str(request.data),
        workers=request.workers,
        publish=request.publish,
        dry_run=request.dry_run,
        trigger=request.trigger,
        settings=request.settings.model_dump(mode="json", exclude_unset=True),
        return_state=True,
    )
    # Now, and not at the interpreter's exit: a server of ours is gone by then.
    APILogHandler.flush()
    EventsWorker.drain_all(timeout=settle or None)
    result = state.result(raise_on_failure=False)
    if isinstance(result, BaseException):
        raise result
    report, task_run_count = result
    _wait_until_recorded(state, task_run_count, settle)
    return report


def final_state(report: RunReport, data: object = None) -> State[Any]:
    """How a run's end is shown in Prefect."""
    counts = ", ".join(f"{count} {fate}" for fate, count in sorted(report.fates.items()))
    message = counts or "no inputs"
    if report.exit_code not in (0, 3):
        return Failed(message=f"exit code {report.exit_code}: {message}", data=data)
    if rejected_count(report):
        return Completed(name="CompletedWithRejects", message=message, data=data)
    return Completed(message=message, data=data)


def rejected_count(report: RunReport) -> int:
    """How many inputs were refused or quarantined."""
    return sum(n for fate, n in report.fates.items() if FATE_CLASS[Fate(fate)] != FateClass.GOOD)


def report_markdown(report: RunReport) -> str:
    """The report as a page of the UI: how the run ended, and a table of fates."""
    lines = [
        f"Run {report.run_key or '(not recorded)'} ended with exit code {report.exit_code}.",
        "",
    ]
    if report.fates:
        lines += ["| fate | class | inputs |", "| --- | --- | ---: |"]
        lines += [
            f"| {fate} | {FATE_CLASS[Fate(fate)]} | {count:,} |"
            for fate, count in sorted(report.fates.items(), key=lambda pair: (-pair[1], pair[0]))
        ]
    else:
        lines.append("It had no inputs.")
    return "\n".join(lines) + "\n"


def _trigger() -> str:
    context = FlowRunContext.get()
    is_scheduled = context is not None and context.flow_run and context.flow_run.auto_scheduled
    return "schedule" if is_scheduled else "manual"


def _wait_until_recorded(state: State[Any], task_run_count: int, timeout: float) -> None:
    """Wait until the server knows the end of each task run of the flow run, or time is up."""
    flow_run_id = str(state.state_details.flow_run_id)
    query = {
        "flow_runs": {"id": {"any_": [flow_run_id]}},
        "task_runs": {"state": {"type": {"any_": FINAL_STATES}}},
    }
    end = time.monotonic() + timeout
    with get_client(sync_client=True) as client:
        while time.monotonic() < end:
            if client.request("POST", "/task_runs/count", json=query).json() >= task_run_count:
                return
            time.sleep(SETTLE_INTERVAL)
