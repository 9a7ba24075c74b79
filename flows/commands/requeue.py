"""`dateline requeue`: refused and quarantined inputs tried again, and what became of them.

In: the words of the command. Out: the exit code; the summary (or one JSON object) on stdout,
progress and warnings on stderr.
"""

import json
import time
from pathlib import Path

from config.settings import load_settings
from flows.commands.run import run_recipe
from flows.display.summary import print_report
from flows.requeue import RequeueRequest
from flows.requeue import requeue as recipe


def requeue(
    data: Path,
    workers: int | None,
    fate: str | None,
    source: str | None,
    publish: bool,
    as_json: bool,
) -> int:
    """Try again; returns the exit code of the contract."""
    request = RequeueRequest(
        settings=load_settings(data=data, workers=workers),
        publish=publish,
        command="dateline requeue",
        fate=fate,
        source=source,
    )
    started = time.perf_counter()
    report = run_recipe("requeue", recipe, request)
    if as_json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        print_report(report, data, time.perf_counter() - started)
    return report.exit_code
