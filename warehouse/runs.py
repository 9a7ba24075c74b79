"""Rows about runs: one per run, one per step.

In: values and moments. Out: rows of `ops`, and the number of a run. It never counts by itself
what the load has counted: totals come from `ops.inputs` and `ops.load_packages`.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Self

import duckdb

from warehouse.connection import Warehouse

#: Columns of ops.runs that `Run.finish` counts, each with its query.
TOTALS = {
    "input_count": "select count(*) from ends",
    "loaded_count": "select count(*) from ends where fate = 'loaded'",
    "unchanged_count": "select count(*) from ends where fate = 'unchanged'",
    "good_count": "select count(*) from ends where fate_class = 'good'",
    "refused_count": "select count(*) from ends where fate_class = 'refused'",
    "quarantined_count": "select count(*) from ends where fate_class = 'quarantined'",
    "articles_new_count": "select coalesce(sum(articles_new_count), 0) from loads",
    "articles_changed_count": "select coalesce(sum(articles_changed_count), 0) from loads",
    "articles_unchanged_count": "select coalesce(sum(articles_unchanged_count), 0) from loads",
}


@dataclass(frozen=True, slots=True)
class RunStart:
    """What is known of a run when it starts. trigger: manual, schedule or backfill; UTC."""

    run_id: str
    flow_name: str
    started_at: datetime
    trigger: str = "manual"
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
    duration_seconds: float
    status: str = "succeeded"
    rows_in: int | None = None
    rows_out: int | None = None
    retry_count: int = 0
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A run that is on record. Make one with `Run.start`."""

    warehouse: Warehouse
    run_key: int
    run_id: str
    pipeline_version: str | None

    @classmethod
    def start(cls, warehouse: Warehouse, start: RunStart) -> Self:
        """Write the row of a run that starts.

        Runs that still read as running are marked interrupted: who holds the writer's lock is
        alone, so they were killed.
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
        run_key = find_or_make_run(cursor, start.run_id, start.started_at)
        values = asdict(start)
        cursor.execute(
            f"""
            update ops.runs
            set status = 'running', error_text = null,
                {", ".join(f"{name} = ${name}" for name in values)}
            where run_key = $run_key
            """,
            {**values, "run_key": run_key},
        ).fetchall()
        cursor.execute("commit").fetchall()
        return cls(warehouse, run_key, start.run_id, start.pipeline_version)

    def record_steps(self, steps: Iterable[Step]) -> None:
        """Write steps of the run, in order, after those before them."""
        cursor = self.warehouse.cursor()
        for step in steps:
            cursor.execute(
                """
                insert into ops.run_steps by name
                select
                    $run_key as run_key, coalesce(max(step_no), 0) + 1 as step_no,
                    $step_name as step_name, $duration_seconds as duration_seconds,
                    $status as status, $rows_in as rows_in, $rows_out as rows_out,
                    $retry_count as retry_count, $detail as detail
                from ops.run_steps
                where run_key = $run_key
                """,
                {**asdict(step), "run_key": self.run_key},
            ).fetchall()

    def finish(self, status: str, now: datetime, error_text: str | None = None) -> dict[str, int]:
        """Close the row of the run; return its totals by column name.

        A second call corrects the first. Call it before the snapshot is published, so that the
        snapshot does not show its own run as running.

        Args:
            status: succeeded, partial or failed.
        """
        cursor = self.warehouse.cursor()
        counted = ",\n".join(f"cast(({query}) as bigint)" for query in TOTALS.values())
        totals = cursor.execute(
            f"""
            with ends as (select fate, fate_class from ops.inputs where run_key = $run_key),
            loads as (select * from ops.load_packages where run_key = $run_key)
            select {counted}
            """,
            {"run_key": self.run_key},
        ).fetchall()[0]
        named = dict(zip(TOTALS, totals, strict=True))
        cursor.execute(
            f"""
            update ops.runs
            set
                finished_at = $now,
                duration_seconds
                    = date_diff('millisecond', started_at, cast($now as timestamp)) / 1000.0,
                status = $status,
                error_text = $error_text,
                {", ".join(f"{name} = ${name}" for name in TOTALS)}
            where run_key = $run_key
            """,
            {
                "now": now,
                "run_key": self.run_key,
                "status": status,
                "error_text": error_text,
                **named,
            },
        ).fetchall()
        return named


def was_read_with_a_model(warehouse: Warehouse) -> bool:
    """Whether some run before found names with a language model."""
    rows = (
        warehouse.cursor()
        .execute("select count(*) from ops.runs where model_name is not null")
        .fetchall()
    )
    return rows[0][0] > 0


def find_or_make_run(cursor: duckdb.DuckDBPyConnection, run_id: str, now: datetime) -> int:
    """The run_key of a run; one that only its packages tell of gets a row of its own."""
    found = cursor.execute("select run_key from ops.runs where run_id = ?", [run_id]).fetchall()
    if found:
        return found[0][0]
    rows = cursor.execute(
        """
        insert into ops.runs by name
        select
            coalesce(max(run_key), 0) + 1 as run_key, $run_id as run_id, 'unknown' as flow_name,
            'unknown' as trigger, cast($now as timestamp) as started_at,
            'interrupted' as status, 'known only by its load packages' as error_text
        from ops.runs
        returning run_key
        """,
        {"run_id": run_id, "now": now},
    ).fetchall()
    return rows[0][0]
