"""`dateline rebuild`: the warehouse made again from the archive, and what became of the former one.

In: the words of the command. Out: the exit code; the summary (or one JSON object) on stdout,
progress and warnings on stderr.
"""

import json
import sys
import time
from pathlib import Path

from config.settings import load_settings
from flows.commands.run import run_recipe
from flows.display.summary import print_report
from flows.display.terminal import Ink
from flows.rebuild import RebuildReport
from flows.rebuild import rebuild as recipe
from flows.report import RunRequest
from warehouse.folder import DataFolder


def rebuild(data: Path, workers: int | None, publish: bool, as_json: bool) -> int:
    """Rebuild; returns the exit code of the contract."""
    settings = load_settings(data=data, workers=workers)
    request = RunRequest(settings=settings, publish=publish, command="dateline rebuild")
    started = time.perf_counter()
    report = run_recipe("rebuild", recipe, request)
    if as_json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        print_report(report, data, time.perf_counter() - started)
        print("\n".join(describe_swap(report, data, Ink.of(sys.stdout))))
    return report.exit_code


def describe_swap(report: RebuildReport, data: Path, ink: Ink) -> list[str]:
    """Which file is in force, and where the other one is."""
    if not report.is_replaced:
        new_file = DataFolder(data).rebuild.database
        return [f"  {ink.bad('not replaced')}  the new warehouse is left in {new_file}, to look at"]
    if report.kept_file is None:
        return [f"  {DataFolder(data).database} is new; there was none before"]
    return [
        f"  The former warehouse is {ink.strong(str(report.kept_file))};",
        "  remove it when the new one is as it should be.",
    ]
