"""`dateline backfill`: a source read over a window of days, and what each day brought.

In: the words of the command. Out: the exit code; a line a day and the summary (or one JSON object)
on stdout, progress and warnings on stderr.
"""

import json
import sys
import time
from pathlib import Path

from config.settings import load_settings
from flows.backfill import BackfillReport, BackfillRequest
from flows.backfill import backfill as recipe
from flows.commands.reprocess import read_day
from flows.commands.run import run_recipe
from flows.display.summary import print_report
from flows.display.terminal import Ink, count_of


def backfill(
    source: str,
    first: str,
    last: str,
    again: bool,
    data: Path,
    workers: int | None,
    dry_run: bool,
    publish: bool,
    as_json: bool,
) -> int:
    """Backfill; returns the exit code of the contract."""
    request = BackfillRequest(
        settings=load_settings(data=data, workers=workers),
        publish=publish,
        dry_run=dry_run,
        trigger="backfill",
        command=f"dateline backfill {source} --from {first} --to {last}",
        source=source,
        first_day=read_day(first, "--from"),
        last_day=read_day(last, "--to"),
        again=again,
    )
    started = time.perf_counter()
    report = run_recipe("backfill", recipe, request)
    if as_json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
        return report.exit_code
    print("\n".join(describe_days(report, dry_run, Ink.of(sys.stdout))))
    if not dry_run:
        print_report(report, data, time.perf_counter() - started)
    return report.exit_code


def describe_days(report: BackfillReport, dry_run: bool, ink: Ink) -> list[str]:
    """A line for each day with inputs, and how many days were done before."""
    would = " would be read" if dry_run else ""
    lines = [f"  {day}  {count_of(count, 'input')}{would}" for day, count in report.days.items()]
    if report.done_before:
        done = count_of(len(report.done_before), "day")
        lines.append(ink.faint(f"  {done} done before and left out (--again reads them too)"))
    return lines or ["  no inputs in this window"]
