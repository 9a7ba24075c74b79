"""The schedule: the ingest flow on its cron line, with the Prefect UI, in the foreground.

What comes in: settings with a cron line and a time zone. What goes out: runs, each in a process of
its own, until Ctrl-C or SIGTERM. It uses the Prefect API that is configured, or serves one itself
on loopback, and then keeps its history in the data folder. It never runs two ingests at once: a
run that is due while the last one still works is left out, not queued.
"""

import asyncio
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from config.settings import Settings
from flows.server import find_api, prefect_home, record_of_server, running_server, use_api
from tasks.errors import ConfigurationFault

if TYPE_CHECKING:
    from prefect.flows import Flow

#: The port of the UI unless one is asked for: Prefect's own.
UI_PORT = 4200

#: The name the deployment has beside its flow's.
DEPLOYMENT_NAME = "scheduled"

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
    *,
    cron: str,
    timezone: str,
    parameters: Mapping[str, Any],
    data: Path,
    port: int,
    server_timeout: float,
    announce: Callable[[str], object] | None = None,
) -> None:
    """Run any flow on a cron line, as `serve` does; `load_flow` is called when Prefect may load."""
    _check_timezone(timezone)
    say = announce or _write_to_stderr
    data.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        url = find_api(data)
        home = None
        if url is None:
            home = prefect_home(data)
            say("starting a Prefect server ...")
            url = stack.enter_context(running_server(home, server_timeout, port))
            stack.enter_context(record_of_server(data, url))
        use_api(url, home, log_level="INFO", terminal_level="INFO")
        say(f"Prefect UI: {_ui_address(url)}")
        _serve_until_stopped(load_flow(), cron, timezone, parameters, say)
    say("stopped")


def _serve_until_stopped(
    flow: "Flow[..., Any]",
    cron: str,
    timezone: str,
    parameters: Mapping[str, Any],
    say: Callable[[str], object],
) -> None:
    # Here, and not at the top: Prefect reads its settings from the environment once.
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.flows import EntrypointType
    from prefect.runner import Runner
    from prefect.schedules import Cron

    try:
        schedule = Cron(cron, timezone=timezone)
        deployment = flow.to_deployment(
            DEPLOYMENT_NAME,
            schedule=schedule,
            paused=False,  # the last `serve` paused it when it stopped
            parameters=dict(parameters),
            entrypoint_type=EntrypointType.MODULE_PATH,
            concurrency_limit=ConcurrencyLimitConfig(
                limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW
            ),
        )
    except ValueError as error:
        raise ConfigurationFault(
            f"schedule {cron!r} is not a cron line such as '0 * * * *' (minute hour day month "
            f"weekday): {error}"
        ) from error

    runner = Runner(query_seconds=POLL_SECONDS)
    runner.add_deployment(deployment)

    async def run_until_stopped() -> None:
        # SIGTERM as Ctrl-C: the runs that work are ended, the schedule is paused.
        stop = asyncio.current_task().cancel
        loop = asyncio.get_running_loop()
        runner.handle_sigterm = lambda *_: loop.call_soon_threadsafe(stop)
        await runner.start()

    say(f"{flow.name} runs on {cron!r} ({timezone}); Ctrl-C stops it")
    with suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(run_until_stopped())


def _ingest_flow() -> "Flow[..., Any]":
    from flows.deployment import ingest_flow

    return ingest_flow


def _check_timezone(timezone: str) -> None:
    try:
        ZoneInfo(timezone)
    except (ValueError, OSError, KeyError) as error:  # ZoneInfoNotFoundError is a KeyError
        raise ConfigurationFault(
            f"timezone {timezone!r} is not a name such as 'UTC' or 'Europe/Berlin'"
        ) from error


def _ui_address(api_url: str) -> str:
    parts = urlsplit(api_url)
    return f"{parts.scheme}://{parts.netloc}"


def _write_to_stderr(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
