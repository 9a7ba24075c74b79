"""`dateline run`: one run, and what it did in a page.

In: the words of the command. Out: the exit code; the summary (or one JSON object) on stdout,
progress and warnings on stderr.
"""

import json
import os
import sys
import time
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from config.settings import load_settings
from flows.ingest import ingest
from flows.report import RunReport, RunRequest
from flows.runner import PlainRunner
from flows.server import find_api, prefect_home, temporary_server, use_api
from flows.terminal import Style, console_width, shorten
from warehouse.summary import ArticleLine, RunSummary, read_summary

#: A run of at most so many articles lists all of them.
LISTED_ARTICLES = 25
#: Refused inputs shown one by one; the rest is counted and found with a query.
LISTED_REJECTED = 20
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
    settings = request.settings
    progress = Progress()
    if request.dry_run:
        return ingest(request, PlainRunner())
    with ExitStack() as stack:
        stack.callback(progress.end)
        url, settle = find_api(settings.data), 0.0
        if url is None and not prefect:
            note(
                "not tracked: no Prefect server is up (`dateline serve` starts one, --prefect too)"
            )
            return ingest(request, PlainRunner(), progress)
        if url is None:
            note("starting a temporary Prefect server to track this run (some 20 seconds)")
            home = prefect_home(settings.data)
            url = stack.enter_context(temporary_server(home, settings.prefect_server_timeout))
            use_api(url, home)
            settle = SETTLE_SECONDS
        else:
            note(f"tracked by the Prefect server at {url}")
            use_api(url)
        from flows.deployment import run_tracked  # loads Prefect: only now

        return run_tracked(request, progress, settle=settle)


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


def print_dry_run(report: RunReport) -> None:
    """What a run would read."""
    print(f"{report.counts['to_read']:,} documents would be read; nothing was stored")
    for fate, count in sorted(report.fates.items()):
        print(f"{count:,} {fate}")
    for rejected in report.rejected:
        print(f"  {rejected.uri}  {rejected.fate}  {rejected.reason}")


def print_report(report: RunReport, data: Path, seconds: float) -> None:
    """The summary of a run, as people read it."""
    style = Style(sys.stdout)
    brought = report.counts["articles_new"] + report.counts["articles_changed"]
    if not brought and not report.rejected and not report.failed_checks:
        said = f"{report.input_count:,} inputs, 0 new, 0 changed"
        if report.snapshot_id:
            said += f"; snapshot {report.snapshot_id} still current"
        print(f"  {style.good('✓')} {said}  {style.faint(f'{seconds:.1f} s')}")
        print_notes(report, style)
        return
    summary = None
    if report.is_new_snapshot:
        summary = read_summary(data, report.run_key, LISTED_ARTICLES)
    print(
        f"\n  {style.strong('Dateline')} · run {report.run_key} · {report.input_count:,} inputs\n"
    )
    for name, said, took in stage_lines(report, summary, data):
        mark = style.bad("✗") if name == "check" and report.failed_checks else style.good("✓")
        print(f"  {mark} {name:<9} {said:<60} {style.faint(f'{took:.1f} s')}")
    if summary:
        print_articles(summary, style)
    print_rejected(report, style)
    print_notes(report, style)
    print(f"\n  Done in {seconds:.1f} s.")
    for word, command in next_commands(summary, data):
        print(f"    {word:<7} {style.strong(command)}")
    print()


def stage_lines(
    report: RunReport, summary: RunSummary | None, data: Path
) -> list[tuple[str, str, float]]:
    """(stage, what it did, seconds) for each stage that did something."""
    counts, took = report.counts, report.seconds
    fates = ", ".join(f"{n:,} {fate}" for fate, n in report.fates.most_common())
    lines = [("ingest", f"{report.input_count:,} inputs: {fates}", took["extract"])]
    if summary:
        stripped = (
            f"{summary.removed_count:,} blocks removed, {summary.removed_share:.1%} of the text"
        )
        found = (
            f"{summary.entity_count:,} entities, {counts['mentions']:,} mentions, "
            f"{counts['date_mentions']:,} dates"
        )
        lines += [("strip", stripped, took["clean"]), ("enrich", found, took["enrich"])]
    new, changed = counts["articles_new"], counts["articles_changed"]
    into = f"{new:,} articles new, {changed:,} changed, in {data / 'dateline.duckdb'}"
    lines.append(("load", into, took["load"]))
    checks = ", ".join(f"{n} {status}" for status, n in report.checks.most_common())
    lines.append(("check", checks, took["check"]))
    if report.is_new_snapshot:
        said = f"{data / 'current.duckdb'} (snapshot {report.snapshot_id})"
        lines.append(("publish", said, took["publish"]))
    return lines


def print_articles(summary: RunSummary, style: Style) -> None:
    """One line an article, then the names that several share."""
    width = max(24, console_width() - 60)
    head = f"{'article':<9} {'published':<12} {'how found':<16} {'headline':<{width}} kept  removed"
    print(f"\n  {style.faint(head)}")
    for article in summary.articles:
        title = shorten(_title(article), width)
        shown = title if article.headline else style.faint(title)
        method = article.date_published_method.replace("_", " ")
        print(
            f"  {article.article_id[:8]:<9} {_day(article.date_published):<12} {method:<16} "
            f"{shown}{' ' * (width - len(title))} {1 - article.removed_share:4.0%}  "
            f"{article.removed_count:>3} blocks"
        )
    if summary.article_count > len(summary.articles):
        print(f"  ... and {summary.article_count - len(summary.articles):,} more")
    if summary.names:
        shared = " · ".join(f"{name} {count}" for name, count in summary.names)
        print(f"\n  in several articles   {shared}")


def _title(article: ArticleLine) -> str:
    return article.headline or f"(no headline) {article.first_words}"


def _day(day: date | None) -> str:
    return f"{day.day:>2} {day:%b %Y}" if day else "unknown"


def print_rejected(report: RunReport, style: Style) -> None:
    """A table of the inputs that were refused or quarantined."""
    if not report.rejected:
        return
    print(
        f"\n  {style.bad('not used')}  {len(report.rejected):,} inputs; everything else is loaded"
    )
    for rejected in report.rejected[:LISTED_REJECTED]:
        print(f"    {rejected.uri}")
        print(f"      {style.bad(rejected.fate)}  {rejected.reason}")
    if len(report.rejected) > LISTED_REJECTED:
        print('    ... all of them: dateline sql "select uri, fate, reason from ops.rejects"')


def print_notes(report: RunReport, style: Style) -> None:
    """Warnings and failed checks."""
    for failed in report.failed_checks:
        print(f"  {style.bad('failed')}   {failed}")
    if report.failed_checks:
        print("           no snapshot was published; readers keep the last one")
    for warning in (*report.warned_checks, *report.warnings):
        print(f"  {style.warn('warning')}  {warning}")


def next_commands(summary: RunSummary | None, data: Path) -> list[tuple[str, str]]:
    """The next commands to try, with names from the run itself."""
    where = "" if data == Path("data") else f" --data {os.fspath(data)}"
    commands = []
    if summary and summary.names:
        commands.append(("Ask", f'dateline sql @who-with "{summary.names[0][0]}"{where}'))
        commands.append(("", f'dateline sql @timeline "{summary.names[0][0]}"{where}'))
    if summary and summary.articles:
        commands.append(("Check", f"dateline explain {summary.articles[0].article_id[:8]}{where}"))
    return [*commands, ("State", f"dateline status{where}")]
