"""When each source was read last, how that ended, and when it is due on the web again.

In: the data folder. Out: plain values. It reads what `status` reads and waits for nobody.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from warehouse.status import open_newest


@dataclass(frozen=True, slots=True)
class LastRun:
    """One run; of a source, only with the inputs that were its own.

    lost_count: inputs that were refused or quarantined.
    """

    run_key: int
    trigger: str
    started_at: datetime
    status: str
    input_count: int
    loaded_count: int
    lost_count: int


@dataclass(frozen=True, slots=True)
class RunHistory:
    """scheduled: the last run that the schedule started. of_source, due_at: by names of sources.

    due_at: when the first feed, sitemap or list of the source is to be asked again (UTC).
    """

    scheduled: LastRun | None
    of_source: dict[str, LastRun]
    due_at: dict[str, datetime]


#: What is known where nothing ever ran.
NO_RUNS = RunHistory(None, {}, {})


def read_history(data: Path) -> RunHistory:
    """Read when what was last done.

    Raises:
        WarehouseMissing: there is neither a warehouse nor a snapshot.
    """
    connection, _ = open_newest(data)
    with connection:
        cursor = connection.cursor()
        scheduled = cursor.execute(
            """
            select
                run_key, trigger, started_at, status, input_count, loaded_count,
                refused_count + quarantined_count as lost_count
            from ops.runs
            where trigger = 'schedule'
            order by run_key desc
            limit 1
            """
        ).fetchall()
        of_source = cursor.execute(
            """
            with last_reads as (
                select source_id, max(run_key) as run_key
                from ops.inputs
                where source_id is not null
                group by source_id
            )
            select
                inputs.source_id,
                runs.run_key,
                runs.trigger,
                runs.started_at,
                runs.status,
                count(*) as input_count,
                count(*) filter (where inputs.fate = 'loaded') as loaded_count,
                count(*) filter (where inputs.fate_class <> 'good') as lost_count
            from ops.inputs as inputs
            inner join last_reads
                on last_reads.source_id = inputs.source_id
                and last_reads.run_key = inputs.run_key
            inner join ops.runs as runs on runs.run_key = inputs.run_key
            group by all
            """
        ).fetchall()
        due_at = cursor.execute(
            "select source_id, min(due_at) from ops.polls group by source_id"
        ).fetchall()
    return RunHistory(
        scheduled=LastRun(*scheduled[0]) if scheduled else None,
        of_source={source_id: LastRun(*rest) for source_id, *rest in of_source},
        due_at=dict(due_at),
    )
