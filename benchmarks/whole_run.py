"""One whole run in a process of its own: `python -m benchmarks.whole_run FOLDER DATA WORKERS`.

In: a folder of articles, a folder for data, a number of workers. Out: one JSON object on stdout:
articles loaded, the fates, seconds of the run, and peak memory of all its processes. The run is
what `dateline run` does without Prefect, from empty tables to a published snapshot.
"""

import json
import sys
import time

from benchmarks.memory import PeakMemory
from config.settings import load_settings
from flows.ingest import ingest
from flows.report import RunRequest
from flows.runner import PlainRunner


def main(folder: str, data: str, workers: str) -> int:
    """Run, print, and return the run's exit code."""
    settings = load_settings(data=data, workers=int(workers))
    started = time.perf_counter()
    with PeakMemory() as memory:
        request = RunRequest(settings, (folder,), command="benchmark of a whole run")
        report = ingest(request, PlainRunner())
    json.dump(
        {
            "seconds": time.perf_counter() - started,
            "fates": dict(report.fates),
            "steps": dict(report.seconds),
            "peak_memory": memory.peak,
            "failed_checks": report.failed_checks,
            "warnings": report.warnings,
        },
        sys.stdout,
    )
    return report.exit_code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
