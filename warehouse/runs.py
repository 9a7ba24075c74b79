"""Rows about runs: one per run, one per step.

In: values and the present moment. Out: rows of `ops`, and the number of a run. It never counts
by itself what the load has counted: totals come from `ops.inputs` and `ops.load_packages`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import duckdb

from warehouse.connection import Warehouse


@dataclass(frozen=True, slots=True)
class RunStart:
    """What is known of a run when it starts. trigger: manual, schedule or backfill."""

    run_id: str
    flow_name: str
    trigger: str
    command: str | None = None
    process_id: int | None = None
    pipeline_version: str | None = None
    code_version: str | None = None
    settings_hash: str | None = None
    model_name: str | None = None
    model_version: str | None = None
    model_digest: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a run. status: succeeded, failed or skipped."""

    step_name: str
    started_at: datetime
    duration_seconds: float
    status: str = "succeeded"
    rows_in: int | None = None
    rows_out: int | None = None
    retry_count: int = 0
    detail: str | None = None


def start_run(warehouse: Warehouse, start: RunStart, *, now: datetime) -> int:
    """Write the row of a run that starts now; return its run_key.

    Runs that still read as running are marked interrupted: who holds the writer's lock is alone,
    so they were killed.
    """
    cursor = warehouse.cursor()
    cursor.execute("begin").fetchall()
    cursor.execute(
        """
        update ops.runs set status = 'interrupted', error_text = 'the process was killed'
        where status = 'running' and run_id <> ?
        """,
        [start.run_id],
    ).fetchall()
    run_key = find_or_make_run(cursor, start.run_id, now)
    cursor.execute(
        """
        update ops.runs
        set
            status = 'running', error_text = null, started_at = $now, flow_name = $flow_name,
            trigger = $trigger, command = $command, process_id = $process_id,
            pipeline_version = $pipeline_version, code_version = $code_version,
            settings_hash = $settings_hash, model_name = $model_name,
            model_version = $model_version, model_digest = $model_digest
        where run_key = $run_key
        """,
        {
            "now": now,
            "run_key": run_key,
            "flow_name": start.flow_name,
            "trigger": start.trigger,
            "command": start.command,
            "process_id": start.process_id,
            "pipeline_version": start.pipeline_version,
            "code_version": start.code_version,
            "settings_hash": start.settings_hash,
            "model_name": start.model_name,
            "model_version": start.model_version,
            "model_digest": start.model_digest,
        },
    ).fetchall()
    cursor.execute("commit").fetchall()
    return run_key


def finish_run(
    warehouse: Warehouse,
    run_key: int,
    status: str,
    *,
    now: datetime,
    snapshot_id: str | None = None,
    error_text: str | None = None,
) -> Mapping[str, int]:
    """Close the row of a run and return its totals by column name.

    Args:
        status: succeeded, partial or failed.
    """
    cursor = warehouse.cursor()
    totals = cursor.execute(
        """
        with ends as (select fate, fate_class from ops.inputs where run_key = $run_key),
        loads as (select * from ops.load_packages where run_key = $run_key)
        select
            (select count(*) from ends),
            (select count(*) from ends where fate = 'loaded'),
            (select count(*) from ends where fate = 'unchanged'),
            (select count(*) from ends where fate_class = 'good'),
            (select count(*) from ends where fate_class = 'refused'),
            (select count(*) from ends where fate_class = 'quarantined'),
            (select cast(coalesce(sum(articles_new_count), 0) as bigint) from loads),
            (select cast(coalesce(sum(articles_changed_count), 0) as bigint) from loads),
            (select cast(coalesce(sum(articles_unchanged_count), 0) as bigint) from loads)
        """,
        {"run_key": run_key},
    ).fetchall()[0]
    named = dict(zip(TOTALS, totals, strict=True))
    cursor.execute(
        f"""
        update ops.runs
        set
            finished_at = $now,
            duration_seconds = date_diff('millisecond', started_at, $now::timestamp) / 1000.0,
            status = $status, snapshot_id = coalesce($snapshot_id, snapshot_id),
            error_text = $error_text,
            {", ".join(f"{name} = ${name}" for name in TOTALS)}
        where run_key = $run_key
        """,
        {
            "now": now,
            "run_key": run_key,
            "status": status,
            "snapshot_id": snapshot_id,
            "error_text": error_text,
            **named,
        },
    ).fetchall()
    return named


#: Columns of ops.runs that `finish_run` counts, in the order of its query.
TOTALS = (
    "input_count",
    "loaded_count",
    "unchanged_count",
    "good_count",
    "refused_count",
    "quarantined_count",
    "articles_new_count",
    "articles_changed_count",
    "articles_unchanged_count",
)


def record_step(warehouse: Warehouse, run_key: int, step: Step) -> None:
    """Write one step of a run, after those before it."""
    warehouse.cursor().execute(
        """
        insert into ops.run_steps
        select
            $run_key, (select coalesce(max(step_no), 0) + 1 from ops.run_steps where run_key = $run_key),
            $step_name, $started_at, $duration_seconds, $status, $rows_in, $rows_out, $retry_count,
            $detail
        """,
        {
            "run_key": run_key,
            "step_name": step.step_name,
            "started_at": step.started_at,
            "duration_seconds": step.duration_seconds,
            "status": step.status,
            "rows_in": step.rows_in,
            "rows_out": step.rows_out,
            "retry_count": step.retry_count,
            "detail": step.detail,
        },
    ).fetchall()


def find_or_make_run(cursor: duckdb.DuckDBPyConnection, run_id: str, now: datetime) -> int:
    """The run_key of a run; one that only its packages tell of gets a row of its own."""
    found = cursor.execute("select run_key from ops.runs where run_id = ?", [run_id]).fetchall()
    if found:
        return found[0][0]
    rows = cursor.execute(
        """
        insert into ops.runs (
            run_key, run_id, flow_name, trigger, started_at, status, error_text
        )
        select coalesce(max(run_key), 0) + 1, $run_id, 'unknown', 'unknown', $now, 'interrupted',
            'known only by its load packages'
        from ops.runs
        returning run_key
        """,
        {"run_id": run_id, "now": now},
    ).fetchall()
    return rows[0][0]
