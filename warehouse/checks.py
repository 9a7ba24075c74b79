"""Checks: queries that return the wrong rows, so a good warehouse returns none.

In: the files in `warehouse/checks/` and a connection. Out: a result per check, and rows of
`ops.run_checks`. It never repairs anything.

A check is one file named as a sentence. Its first line is `-- severity: error` (nothing is
published) or `warn` (it is shown); the comment lines after it say what a wrong row means. A check
of how fresh something is asks for the present moment as `$now`: no query looks at the clock.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from warehouse.connection import Warehouse
from warehouse.errors import WarehouseError

CHECKS_FOLDER = Path(__file__).parent / "checks"

SEVERITIES = ("error", "warn")

#: Wrong rows shown to a person.
SAMPLE_ROWS = 3


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name is a sentence, `meaning` says what a wrong row means."""

    check_name: str
    severity: str
    meaning: str
    query: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How a check ended. status: passed, warned or failed; sample: the first wrong rows."""

    check_name: str
    severity: str
    status: str
    wrong_count: int
    sample: str | None
    meaning: str


def read_checks(folder: Path = CHECKS_FOLDER) -> list[Check]:
    """All checks, in order of name.

    Raises:
        WarehouseError: a file has no severity line, or no meaning.
    """
    checks = []
    for path in sorted(folder.glob("*.sql")):
        text = path.read_text("utf-8")
        comments = []
        for line in text.splitlines():
            if not line.startswith("--"):
                break
            comments.append(line.removeprefix("--").strip())
        severity = comments[0].removeprefix("severity:").strip() if comments else ""
        meaning = " ".join(comments[1:])
        if severity not in SEVERITIES or not meaning:
            raise WarehouseError(
                f"check {path.name} starts without `-- severity: error|warn` and its meaning"
            )
        checks.append(Check(path.stem, severity, meaning, text))
    return checks


def evaluate_checks(
    connection: duckdb.DuckDBPyConnection,
    folder: Path = CHECKS_FOLDER,
    *,
    now: datetime | None = None,
) -> list[CheckResult]:
    """Run all checks on a connection that may be read-only; nothing is kept.

    Args:
        now: the present moment, UTC; a folder without a check that asks for it needs none.
    """
    return [_run(connection.cursor(), check, now) for check in read_checks(folder)]


def run_checks(
    warehouse: Warehouse, run_key: int, now: datetime, folder: Path = CHECKS_FOLDER
) -> list[CheckResult]:
    """Run all checks on the live warehouse and keep the results with the run."""
    cursor = warehouse.cursor()
    results = [_run(cursor, check, now) for check in read_checks(folder)]
    # All rows at once: DuckDB takes as long for each row of `executemany` as for a small query.
    cursor.execute(
        """
        insert into ops.run_checks by name
        select $run_key as run_key, unnest(result), $now as checked_at
        from (select unnest($results) as result)
        """,
        {"run_key": run_key, "results": [asdict(result) for result in results], "now": now},
    ).fetchall()
    return results


def _run(cursor: duckdb.DuckDBPyConnection, check: Check, now: datetime | None) -> CheckResult:
    asks_for_now = "$now" in check.query
    if asks_for_now and now is None:
        raise WarehouseError(f"check {check.check_name} asks for the present moment")
    rows = cursor.execute(
        f"select *, count(*) over () from (\n{check.query}\n) limit {SAMPLE_ROWS}",
        {"now": now} if asks_for_now else None,
    ).fetchall()
    broken = "failed" if check.severity == "error" else "warned"
    return CheckResult(
        check.check_name,
        check.severity,
        broken if rows else "passed",
        rows[0][-1] if rows else 0,
        "; ".join(", ".join(str(value) for value in row[:-1]) for row in rows) or None,
        check.meaning,
    )
