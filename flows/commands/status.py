"""`dateline status`: is the data fresh, and did the last runs go well.

In: the data folder. Out: a page on stdout, or one JSON object; exit code 1 when a scheduled source
is silent, an error check failed, or the last run did not end well. It asks no server and waits for
nobody.
"""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from flows.display.terminal import (
    Ink,
    columns,
    count_of,
    cut,
    display_width,
    format_age,
    format_day,
    format_moment,
    pad,
    printable,
    width_of,
    wrap,
)
from warehouse.status import FailedCheck, FeedHealth, RunLine, SourceFreshness, Status, read_status

#: The word a person reads for each state of a scheduled source.
FRESHNESS = {"ok": "in time", "warn": "late", "error": "silent"}


def status(data: Path, as_json: bool) -> int:
    """Print how things are; 0 when all is well, else 1.

    Raises:
        WarehouseMissing: there is neither a warehouse nor a snapshot.
    """
    state = read_status(data, datetime.now(UTC).replace(tzinfo=None))
    if as_json:
        value = {"is_good": state.is_good, **asdict(state)}
        print(json.dumps(value, default=str, ensure_ascii=False, indent=2))
    else:
        print("\n".join(describe_status(state, width_of(sys.stdout), Ink.of(sys.stdout))))
    return 0 if state.is_good else 1


def describe_status(state: Status, width: int, ink: Ink) -> list[str]:
    """The page: facts, sources, runs, checks, and the verdict in its first line."""
    warned = sum(check.status == "warned" for check in state.failed_checks)
    verdict = ink.good("good") if state.is_good else ink.bad("not good: " + _faults(state))
    verdict += f", {count_of(warned, 'check warns', 'checks warn')}" if warned else ""
    lines = [f"{ink.strong(count_of(state.article_count, 'article'))} · {verdict}", ""]
    lines += _facts(state, ink)
    if state.freshness:
        lines += ["", ink.strong("scheduled sources"), *_sources(state.freshness, ink)]
    if state.feeds:
        lines += ["", ink.strong("feeds that do not do what they used to")]
        lines += _feeds(state.feeds, width, ink)
    lines += ["", ink.strong("last runs"), *_runs(state.runs, width, ink)]
    if state.failed_checks:
        lines += ["", ink.strong("checks that did not pass")]
        lines += _checks(state.failed_checks, width, ink)
    return lines


def _faults(state: Status) -> str:
    silent = sum(source.status == "error" for source in state.freshness)
    feeds = sum(feed.status != "failing" for feed in state.feeds)
    failed = sum(check.status == "failed" for check in state.failed_checks)
    faults = [
        f"{count_of(silent, 'source')} silent" if silent else "",
        f"{count_of(feeds, 'feed')} silent or dead" if feeds else "",
        f"{count_of(failed, 'check')} failed" if failed else "",
    ]
    return ", ".join(filter(None, faults)) or "the last run did not end well"


def _facts(state: Status, ink: Ink) -> list[str]:
    if state.snapshot_id is None:
        snapshot = ink.warning("none yet: `dateline publish`")
    elif state.snapshot_hours is None:
        snapshot = state.snapshot_id
    else:
        snapshot = f"{state.snapshot_id}, {format_age(state.snapshot_hours)} old"
    if state.rollback:
        moment = format_moment(state.rollback.rolled_back_at)
        left = state.rollback.from_snapshot_id or "none"
        snapshot += ink.warning(f"; rolled back from {left} at {moment}")
    writer = f"{state.writer} is writing" if state.writer else "nobody is writing"
    source = "the live warehouse" if state.read_from == "live" else "the snapshot"
    return columns(
        [("  snapshot", snapshot), ("  writer", writer), ("  read from", source)],
    )


def _sources(sources: tuple[SourceFreshness, ...], ink: Ink) -> list[str]:
    paint = {"ok": ink.good, "warn": ink.warning, "error": ink.bad}
    left = columns((f"  {printable(source.source_name)}",) for source in sources)
    width = max(map(display_width, left))
    lines = []
    for start, source in zip(left, sources, strict=True):
        word = pad(FRESHNESS[source.status], len("in time"))
        if source.hours_since_load is None:
            last = "nothing ever loaded"
        else:
            last = f"last load {format_age(source.hours_since_load)} ago"
            last += f", newest article {format_day(source.newest_published)}"
        lines.append(f"{pad(start, width)}  {paint[source.status](word)}  {last}")
    return lines


def _feeds(feeds: tuple[FeedHealth, ...], width: int, ink: Ink) -> list[str]:
    lines = []
    for feed in feeds:
        paint = ink.warning if feed.status == "failing" else ink.bad
        if feed.status == "silent":
            said = f"nothing new for {format_age(feed.quiet_hours or 0)}"
        else:
            said = f"asked again {format_moment(feed.due_at)}"
        lines.append(f"  {paint(pad(feed.status, len('failing')))}  {feed.address}  {said}")
        if feed.reason:
            lines.append(ink.faint(f"      {cut(printable(feed.reason), width - 6)}"))
    return lines


def _runs(runs: tuple[RunLine, ...], width: int, ink: Ink) -> list[str]:
    if not runs:
        return [ink.warning("  none yet: `dateline run`")]
    rows = columns(
        (
            (
                f"  {run.run_key}",
                run.flow_name,
                run.trigger,
                format_moment(run.started_at),
                f"{run.duration_seconds:.1f} s" if run.duration_seconds is not None else "",
                f"{_MARKS[run.status]} {run.status}",
                count_of(run.input_count, "input"),
                f"{run.loaded_count:,} loaded",
                f"{run.refused_count:,} refused" if run.refused_count else "",
                f"{run.quarantined_count:,} quarantined" if run.quarantined_count else "",
            )
            for run in runs
        ),
        aligns="><<>><>>>>",
    )
    paint = {"succeeded": ink.good, "partial": ink.warning, "running": ink.strong}
    lines = []
    for row, run in zip(rows, runs, strict=True):
        mark = f"{_MARKS[run.status]} {run.status}"
        lines.append(row.replace(mark, paint.get(run.status, ink.bad)(mark), 1))
        if run.error_text:
            lines.append(ink.faint(f"      {cut(printable(run.error_text), width - 6)}"))
    return lines


_MARKS = {"succeeded": "✓", "partial": "!", "running": "…", "failed": "✗", "interrupted": "✗"}


def _checks(checks: tuple[FailedCheck, ...], width: int, ink: Ink) -> list[str]:
    lines = []
    for check in checks:
        paint = ink.bad if check.status == "failed" else ink.warning
        lines.append(f"  {paint(check.status)}  {check.check_name}: {check.wrong_count:,} wrong")
        lines += [ink.faint(f"      {line}") for line in wrap(printable(check.meaning), width - 6)]
        if check.sample:
            lines.append(ink.faint(f"      such as {cut(printable(check.sample), width - 14)}"))
    return lines
