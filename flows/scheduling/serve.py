"""The schedule: the ingest flow on its cron line, with the Prefect UI, in the foreground.

The flows that are started by hand (backfill, reprocess, requeue) are there too, for the UI to ask
for their parameters.

What comes in: settings with a cron line and a time zone. What goes out: runs, each in a process of
its own, until Ctrl-C or SIGTERM. It uses the Prefect API that is configured, or serves one itself
on loopback, and then keeps its history in the data folder. It never runs two ingests at once: a
run that is due while the last one still works starts when that one is done.
"""

import asyncio
import hashlib
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from config.settings import Settings
from flows.scheduling.cron import check_schedule, not_cron
from flows.scheduling.server import (
    ServerFault,
    find_api,
    find_serving,
    prefect_home,
    record_of_server,
    running_server,
    use_api,
)
from tasks.errors import ConfigurationFault

if TYPE_CHECKING:
    from uuid import UUID

    from prefect.flows import Flow

#: The port of the UI unless one is asked for: Prefect's own.
UI_PORT = 4200

#: Seconds between two looks for runs that are due, each one request: Prefect's 10, halved, so that
#: a one-minute schedule starts within seconds of the minute.
POLL_SECONDS = 5


def serve(
    settings: Settings,
    cron: str | None = None,
    data: Path | None = None,
    port: int = UI_PORT,
    announce: Callable[[str], object] | None = None,
) -> None:
    """Run the ingest flow on its schedule until Ctrl-C or SIGTERM.

    Args:
        cron: instead of the settings' `schedule`.
        data: instead of the settings' data folder.
        port: of the UI and API, where no Prefect API is configured; 0 for any free one.
        announce: told the address of the UI and what is scheduled, line by line; standard error
            by default.

    Raises:
        ConfigurationFault: the cron line or the time zone is wrong.
        ServerFault: no server could be started; the port may be taken.
    """
    folder = (data or settings.data).absolute()
    serve_flow(
        _ingest_flow,
        _flows_on_demand,
        cron=cron or settings.schedule,
        timezone=settings.timezone,
        parameters={"data": str(folder)},
        data=folder,
        port=port,
        server_timeout=settings.prefect_server_timeout,
        announce=announce,
    )


def serve_flow(
    load_flow: Callable[[], "Flow[..., Any]"],
    load_others: Callable[[], "Sequence[Flow[..., Any]]"] = tuple,
    *,
    cron: str,
    timezone: str,
    parameters: Mapping[str, Any],
    data: Path,
    port: int,
    server_timeout: float,
    announce: Callable[[str], object] | None = None,
) -> None:
    """Run any flow on a cron line, as `serve` does, and others when the UI asks for them.

    The flows are loaded when Prefect may be.
    """
    check_schedule(cron, timezone)
    say = announce or _write_to_stderr
    data.mkdir(parents=True, exist_ok=True)
    if other := find_serving(data):
        raise ServerFault(
            f"`dateline serve` works on {data} already, as process {other.pid}; stop it"
        )
    with ExitStack() as stack:
        url = find_api(data)
        home = None
        if url is None:
            home = prefect_home(data)
            say("starting a Prefect server ...")
            url = stack.enter_context(running_server(home, server_timeout, port))
        stack.enter_context(record_of_server(data, url, cron))
        use_api(url, home, log_level="INFO", terminal_level="INFO")
        say(f"Prefect UI: {_ui_address(url)}")
        flow, others = load_flow(), load_others()
        name = deployment_name(data)
        _serve_until_stopped(flow, others, name, cron, timezone, parameters, say)
    say("stopped")


def _serve_until_stopped(
    flow: "Flow[..., Any]",
    others: "Sequence[Flow[..., Any]]",
    name: str,
    cron: str,
    timezone: str,
    parameters: Mapping[str, Any],
    say: Callable[[str], object],
) -> None:
    # Here, and not at the top: Prefect reads its settings from the environment once.
    from prefect.flows import EntrypointType
    from prefect.runner import Runner
    from prefect.schedules import Cron

    try:
        deployment = flow.to_deployment(
            name,
            schedule=Cron(cron, timezone=timezone),
            paused=False,  # the last `serve` paused it when it stopped
            parameters=dict(parameters),
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
    except ValueError as error:
        raise ConfigurationFault(not_cron(cron, str(error))) from error
    # A limit in the server would hold the place of a run that was killed, for good.
    runner = Runner(limit=1, query_seconds=POLL_SECONDS)
    deployments = [deployment] + [
        other.to_deployment(
            name, parameters=dict(parameters), entrypoint_type=EntrypointType.MODULE_PATH
        )
        for other in others
    ]
    deployment_ids = [runner.add_deployment(one) for one in deployments]
    _end_left_over_runs(deployment_ids)

    async def run_until_stopped() -> None:
        # SIGTERM as Ctrl-C: the run that works is ended, the schedule is paused.
        stop = asyncio.current_task().cancel
        loop = asyncio.get_running_loop()
        runner.handle_sigterm = lambda *_: loop.call_soon_threadsafe(stop)
        await runner.start()

    with suppress(KeyboardInterrupt, asyncio.CancelledError):
        say(f"{flow.name} runs on {cron!r} ({timezone}); Ctrl-C stops it")
        asyncio.run(run_until_stopped())
    _end_left_over_runs(deployment_ids)


def _end_left_over_runs(deployment_ids: "list[UUID]") -> None:
    """Runs of these deployments whose process is gone do not stay "Running" in the UI."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import (
        DeploymentFilter,
        DeploymentFilterId,
        FlowRunFilter,
        FlowRunFilterState,
        FlowRunFilterStateType,
    )
    from prefect.client.schemas.objects import StateType
    from prefect.states import Crashed

    working = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]
    with get_client(sync_client=True) as client:
        left_over = client.read_flow_runs(
            deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=deployment_ids)),
            flow_run_filter=FlowRunFilter(
                state=FlowRunFilterState(type=FlowRunFilterStateType(any_=working))
            ),
        )
        for run in left_over:
            ended = Crashed(message="`dateline serve` ended while this run worked")
            client.set_flow_run_state(run.id, ended, force=True)


def deployment_name(data: Path) -> str:
    """One deployment for each data folder: two that share a Prefect server stay apart."""
    path = data.absolute()
    return f"{path.name}-{hashlib.sha256(str(path).encode()).hexdigest()[:6]}"


def _ingest_flow() -> "Flow[..., Any]":
    from flows.scheduling.deployment import ingest_flow

    return ingest_flow


def _flows_on_demand() -> "Sequence[Flow[..., Any]]":
    from flows.scheduling.on_demand import backfill_flow, reprocess_flow, requeue_flow

    return backfill_flow, reprocess_flow, requeue_flow


def _ui_address(api_url: str) -> str:
    parts = urlsplit(api_url)
    return f"{parts.scheme}://{parts.netloc}"


def _write_to_stderr(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
