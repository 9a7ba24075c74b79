"""The flows that a person starts, as Prefect flows: the UI shows a form for their parameters.

What comes in: parameters that JSON can hold. What goes out: a final state, with a report in the UI,
as of an ingest run. They hold no step: those stand in the modules they are named after, which the
command line calls in the same way.

Import it only after `server.use_api`: Prefect reads its settings from the environment once.
"""

from datetime import date
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from flows.backfill import BackfillRequest, backfill
from flows.reprocess import ReprocessRequest, reprocess
from flows.requeue import RequeueRequest, requeue
from flows.scheduling.deployment import final_state, settings_of
from flows.scheduling.prefect_runner import PrefectRunner
from flows.scheduling.tracking import scheduled_name

#: What `ops.runs` tells of who started a run.
COMMAND = "dateline serve"


@flow(name="backfill", flow_run_name=scheduled_name, persist_result=False)
def backfill_flow(
    source: str,
    first_day: date,
    last_day: date,
    again: bool = False,
    data: str | None = None,
    workers: int | None = None,
    publish: bool = True,
    dry_run: bool = False,
) -> State[Any]:
    """Read a source over a window of days, each day a run; days that are done are left out.

    Args:
        source: a name of config/sources.toml, a file or a folder.
        first_day: the first day, such as 2024-03-01.
        last_day: the last day; it belongs to the window.
        again: read days that are done, too.
        data: the data folder; none: as the settings say.
        workers: worker processes; none: as the settings say.
        publish: whether to publish a snapshot at the end.
        dry_run: only count the inputs of each day.
    """
    request = BackfillRequest(
        settings=settings_of(data, workers),
        publish=publish,
        dry_run=dry_run,
        trigger="backfill",
        command=COMMAND,
        source=source,
        first_day=first_day,
        last_day=last_day,
        again=again,
    )
    return final_state(backfill(request, PrefectRunner()))


@flow(name="reprocess", flow_run_name=scheduled_name, persist_result=False)
def reprocess_flow(
    since: date | None = None,
    source: str | None = None,
    rule: str | None = None,
    data: str | None = None,
    workers: int | None = None,
    publish: bool = True,
    dry_run: bool = False,
) -> State[Any]:
    """Read archived documents again that other rules than those of today have read.

    Args:
        since: only articles seen on that day or later.
        source: only of this source: as collected, or the publisher.
        rule: only articles that this boilerplate rule concerns.
        data: the data folder; none: as the settings say.
        workers: worker processes; none: as the settings say.
        publish: whether to publish a snapshot at the end.
        dry_run: only compare; nothing is stored.
    """
    request = ReprocessRequest(
        settings=settings_of(data, workers),
        publish=publish,
        dry_run=dry_run,
        command=COMMAND,
        since=since,
        source=source,
        rule=rule,
    )
    return final_state(reprocess(request, PrefectRunner()))


@flow(name="requeue", flow_run_name=scheduled_name, persist_result=False)
def requeue_flow(
    fate: str | None = None,
    source: str | None = None,
    data: str | None = None,
    workers: int | None = None,
    publish: bool = True,
) -> State[Any]:
    """Try inputs again that were refused or quarantined.

    Args:
        fate: only inputs that ended in this word.
        source: only of this source, or the folder they came from.
        data: the data folder; none: as the settings say.
        workers: worker processes; none: as the settings say.
        publish: whether to publish a snapshot at the end.
    """
    request = RequeueRequest(
        settings=settings_of(data, workers),
        publish=publish,
        command=COMMAND,
        fate=fate,
        source=source,
    )
    return final_state(requeue(request, PrefectRunner()))
