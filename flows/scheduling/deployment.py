"""The ingest run as a Prefect flow: what the UI shows a form for, and what the schedule starts.

What comes in: parameters that JSON can hold. What goes out: a final state that says how the run
ended, with a report anyone can read in the UI. It holds no step of the run: those stand in
`flows/ingest.py`, which a run without Prefect calls in the same way.

Import it only after `server.use_api`: Prefect reads its settings from the environment once.
"""

import dataclasses
from collections.abc import Callable, Iterable
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.context import FlowRunContext
from prefect.states import Completed, Failed

from config.settings import Settings
from flows.ingest import ingest
from flows.report import RunReport, RunRequest
from flows.scheduling.prefect_runner import PrefectRunner
from flows.scheduling.tracking import run_as_flow, scheduled_name, show_report
from tasks.errors import FATE_CLASS, ConfigurationFault, Fate, is_good

FLOW_NAME = "ingest"

#: Refused inputs in the report: the rest stands in `ops.rejects`.
REJECTS_SHOWN = 50


@flow(name=FLOW_NAME, flow_run_name=scheduled_name, persist_result=False)
def ingest_flow(
    sources: list[str] | None = None,
    data: str | None = None,
    workers: int | None = None,
    publish: bool = True,
    dry_run: bool = False,
    trigger: str | None = None,
) -> State[Any]:
    """One ingest run, as the schedule or the UI starts it.

    Args:
        sources: names, files, folders or addresses; none: all enabled sources.
        data: the data folder; none: as the settings say.
        workers: worker processes; none: as the settings say.
        publish: whether to publish a snapshot at the end.
        dry_run: only list what a run would read.
        trigger: who asked for the run; none: found out (schedule, manual).

    Returns:
        Completed; Completed with the name CompletedWithRejects when inputs were refused or
        quarantined; Failed when the run failed. A StopRun of the run is raised.
    """
    request = RunRequest(
        settings=settings_of(data, workers),
        sources=tuple(sources or ()),
        publish=publish,
        dry_run=dry_run,
        trigger=trigger or find_trigger(),
        command="dateline serve",
    )
    return final_state(ingest(request, PrefectRunner()))


def run_tracked(
    request: RunRequest,
    on_batch: Callable[[RunReport], None] = lambda report: None,
    settle: float = 0.0,
    name: str = FLOW_NAME,
    recipe: Callable[..., RunReport] = ingest,
) -> RunReport:
    """The report of `recipe(request, ...)`, tracked as a run of a flow in this process.

    Args:
        on_batch: as for `ingest`.
        settle: as for `run_as_flow`: some seconds for a server that stops after the run.
        name: of the flow; its parameters are the fields of the request.
        recipe: what runs.
    """
    return run_as_flow(
        name,
        lambda runner: recipe(request, runner, on_batch),
        final_state,
        parameters=shown_parameters(request),
        settle=settle,
    )


def shown_parameters(request: RunRequest) -> dict[str, Any]:
    """The fields of a request as the UI shows them; of the settings, those a run may be given."""
    fields = {f.name: getattr(request, f.name) for f in dataclasses.fields(request)}
    settings = fields.pop("settings")
    del fields["command"]
    given = {"data": settings.data, "workers": settings.workers, **fields}
    plain = (bool, int, float, str, type(None))
    return {
        name: list(value)
        if isinstance(value, tuple)
        else value
        if isinstance(value, plain)
        else str(value)
        for name, value in given.items()
    }


def final_state(report: RunReport) -> State[Any]:
    """How a run's end is shown in Prefect; also puts its report into the UI."""
    show_report("ingest-report", report_markdown(report))
    counts = ", ".join(f"{count} {fate}" for fate, count in sorted(report.fates.items()))
    message = counts or "no inputs"
    if report.exit_code not in (0, 3):
        return Failed(message=f"exit code {report.exit_code}: {message}")
    if not all(map(is_good, report.fates)):
        return Completed(name="CompletedWithRejects", message=message)
    return Completed(message=message)


def report_markdown(report: RunReport) -> str:
    """The report as a page of the UI: how the run ended, fates, failed checks, what was refused."""
    parts = [f"Run {report.run_key} {report.status}, exit code {report.exit_code}."]
    if report.fates:
        rows = sorted(report.fates.items(), key=lambda pair: (-pair[1], pair[0]))
        parts.append(
            _table(
                ("fate", "class", "inputs"),
                [(fate, FATE_CLASS[Fate(fate)], f"{count:,}") for fate, count in rows],
            )
        )
    parts += [f"**Check failed**: {_cell(said)}" for said in report.failed_checks]
    if report.rejected:
        shown = report.rejected[:REJECTS_SHOWN]
        parts.append(
            _table(("refused", "fate", "reason"), [(r.uri, r.fate, r.reason) for r in shown])
        )
        if len(report.rejected) > len(shown):
            parts.append(f"The first {len(shown)} of {len(report.rejected):,}.")
    if report.seconds:
        seconds = [(step, f"{spent:.1f}") for step, spent in report.seconds.items()]
        parts.append(_table(("step", "seconds"), seconds))
    return "\n\n".join(parts) + "\n"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    """Text that stays inside one cell of a Markdown table, whatever a file name holds."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def settings_of(data: str | None, workers: int | None) -> Settings:
    """The settings of a run, with what its parameters say.

    Raises:
        ConfigurationFault: they are wrong.
    """
    given = {"data": data, "workers": workers}
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValueError as error:
        raise ConfigurationFault(f"the settings of this run are wrong: {error}") from error


def find_trigger() -> str:
    """Who asked for the flow run that works: schedule or manual."""
    context = FlowRunContext.get()
    is_scheduled = context is not None and context.flow_run and context.flow_run.auto_scheduled
    return "schedule" if is_scheduled else "manual"
