"""`dateline schedule`: what runs when, and how it went the last time.

In: the settings, `config/sources.toml`, the data folder. Out: a page on stdout, or one JSON object.
It reads our own tables and asks no Prefect API, so it answers without a server and before the first
run.
"""

import json
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from config.settings import load_settings
from config.sources import SourceBlock, load_sources
from flows.display.terminal import Ink, columns, count_of, cut, format_moment, printable, width_of
from flows.scheduling.cron import due_moments
from flows.scheduling.server import find_serving
from warehouse.errors import WarehouseMissing
from warehouse.last_runs import NO_RUNS, LastRun, read_history

#: Moments that are shown ahead.
MOMENTS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class ScheduledSource:
    """An enabled source. next_at: the first run that will read it, with its zone."""

    name: str
    place: str
    asked: str
    next_at: datetime
    last: LastRun | None


@dataclass(frozen=True, slots=True)
class Schedule:
    """What `dateline schedule` shows. serving_process: None when nobody keeps the schedule."""

    flow: str
    cron: str
    timezone: str
    serving_process: int | None
    next_at: tuple[datetime, ...]
    last: LastRun | None
    sources: tuple[ScheduledSource, ...]


def schedule(data: Path, as_json: bool) -> int:
    """Print the schedule.

    Raises:
        ConfigurationFault, SettingsError, SourcesError: what is set is wrong.
    """
    state = read_schedule(data, load_sources(), datetime.now(UTC).replace(tzinfo=None))
    if as_json:
        print(json.dumps(asdict(state), default=_plain, ensure_ascii=False, indent=2))
    else:
        print("\n".join(describe_schedule(state, width_of(sys.stdout), Ink.of(sys.stdout))))
    return 0


def read_schedule(data: Path, blocks: tuple[SourceBlock, ...], now: datetime) -> Schedule:
    """The schedule at a moment (UTC, naive): that of a `dateline serve` that works, else as set."""
    settings = load_settings(data=data)
    serving = find_serving(data)
    cron = serving.cron if serving else settings.schedule
    try:
        history = read_history(data)
    except WarehouseMissing:
        history = NO_RUNS

    def next_run(source: str) -> datetime:
        due_at = history.due_at.get(source, now)
        return due_moments(cron, settings.timezone, max(due_at, now), 1)[0]

    return Schedule(
        flow="ingest",
        cron=cron,
        timezone=settings.timezone,
        serving_process=serving.pid if serving else None,
        next_at=tuple(due_moments(cron, settings.timezone, now, MOMENTS_SHOWN)),
        last=history.scheduled,
        sources=tuple(
            ScheduledSource(
                name=block.name,
                place=block.url or block.path or "",
                asked=_asked(block),
                next_at=next_run(block.name),
                last=history.of_source.get(block.name),
            )
            for block in blocks
            if block.enabled
        ),
    )


def describe_schedule(state: Schedule, width: int, ink: Ink) -> list[str]:
    """The page: the flow, then each source that it reads."""
    served = (
        ink.good(f"`dateline serve` works as process {state.serving_process}")
        if state.serving_process
        else ink.warning("nobody keeps it: `dateline serve`")
    )
    lines = [f"{ink.strong(state.flow)} on {state.cron!r} ({state.timezone}) · {served}", ""]
    last = state.last
    lines += columns(
        [
            ("  next", ", ".join(map(format_moment, state.next_at))),
            (
                "  last",
                f"{format_moment(last.started_at)} UTC, run {last.run_key} {last.status}: "
                f"{_ended(last)}"
                if last
                else "no run of the schedule yet",
            ),
        ]
    )
    if not state.sources:
        return [*lines, "", ink.warning("no source is enabled: config/sources.toml")]
    head = ("source", "asked", "next", "last (UTC)", "how it ended", "where")
    rows = [
        (
            source.name,
            source.asked,
            format_moment(source.next_at),
            format_moment(source.last.started_at) if source.last else "never",
            _ended(source.last) if source.last else "",
            printable(source.place),
        )
        for source in state.sources
    ]
    return [*lines, "", *(cut(line, width) for line in columns([head, *rows]))]


def _asked(block: SourceBlock) -> str:
    """How often a run that is due reads a source: a feed less often while it brings nothing."""
    if block.url is None:
        return "each run"
    return f"every {block.shortest_wait:g} to {block.longest_wait:g} h"


def _ended(last: LastRun) -> str:
    said = f"{count_of(last.input_count, 'input')}, {last.loaded_count:,} loaded"
    return f"{said}, {last.lost_count:,} refused" if last.lost_count else said


def _plain(value: Any) -> str:
    """A moment for JSON; those of our tables are UTC without saying so."""
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
