"""`dateline run`: one run, and what it did in a page.

In: the words of the command. Out: the exit code; the summary (or one JSON object) on stdout,
progress and warnings on stderr.
"""

import json
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from config.settings import load_settings
from flows.display.summary import print_dry_run, print_report
from flows.ingest import ingest
from flows.report import RunReport, RunRequest
from flows.runner import PlainRunner, Runner
from flows.scheduling.server import find_api, prefect_home, temporary_server, use_api

#: A flow as a plain function: of a request, a runner, and what to call after every loaded batch.
Recipe = Callable[[Any, Runner, Callable[[RunReport], None]], Any]

#: Seconds a temporary server gets to record what the run reported, before it is stopped.
SETTLE_SECONDS = 15.0


def run(
    sources: tuple[str, ...],
    data: Path,
    workers: int | None,
    dry_run: bool,
    publish: bool,
    prefect: bool,
    as_json: bool,
) -> int:
    """Run once; returns the exit code of the contract."""
    settings = load_settings(data=data, workers=workers)
    request = RunRequest(
        settings=settings,
        sources=sources,
        publish=publish,
        dry_run=dry_run,
        command="dateline run " + " ".join(sources),
    )
    started = time.perf_counter()
    report = run_request(request, prefect)
    seconds = time.perf_counter() - started
    if as_json:
        print(json.dumps(report.as_json()))
    elif dry_run:
        print_dry_run(report)
    else:
        print_report(report, data, seconds)
    return report.exit_code


def run_request(request: RunRequest, prefect: bool) -> RunReport:
    """Run tracked where a Prefect API is up or asked for, plainly otherwise; equal rows."""
    if request.dry_run:
        return ingest(request, PlainRunner())
    return run_recipe("ingest", ingest, request, prefect)


def run_recipe(name: str, recipe: Recipe, request: RunRequest, prefect: bool = False) -> RunReport:
    """What `recipe(request, runner, progress)` returns, tracked as a run of the flow `name`."""
    settings = request.settings
    progress = Progress()
    with ExitStack() as stack:
        stack.callback(progress.end)
        url, settle = find_api(settings.data), 0.0
        if url is None and not prefect:
            note(
                "not tracked: no Prefect server is up (`dateline serve` starts one, --prefect too)"
            )
            return recipe(request, PlainRunner(), progress)
        if url is None:
            note("starting a temporary Prefect server to track this run (some 20 seconds)")
            home = prefect_home(settings.data)
            url = stack.enter_context(temporary_server(home, settings.prefect_server_timeout))
            use_api(url, home)
            settle = SETTLE_SECONDS
        else:
            note(f"tracked by the Prefect server at {url}")
            use_api(url)
        from flows.scheduling.deployment import run_tracked  # loads Prefect: only now

        return run_tracked(request, progress, settle, name, recipe)


def note(text: str) -> None:
    """A line for people, on stderr."""
    print(f"  {text}", file=sys.stderr)


class Progress:
    """Says how far a run is: one line that changes on a terminal, a line a batch otherwise."""

    def __init__(self) -> None:
        self._is_terminal = sys.stderr.isatty()
        self._batches = 0

    def __call__(self, report: RunReport) -> None:
        self._batches += 1
        line = f"  {report.input_count:,} inputs, {report.fates['loaded']:,} loaded"
        if self._is_terminal:
            print(f"\r{line}\x1b[K", end="", file=sys.stderr, flush=True)
        elif self._batches > 1:  # a run of one batch has its summary at once
            print(line, file=sys.stderr, flush=True)

    def end(self) -> None:
        """Clear the line."""
        if self._is_terminal and self._batches:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
