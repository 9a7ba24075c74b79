"""A fetcher with limits small enough for tests, and names that lead where a test wants."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from tasks.fetch.client import Fetcher
from tasks.fetch.limits import Agent, FetchLimits
from tasks.fetch.outcome import Outcome, Request

AGENT = Agent("desk@tarnwick-post.example")
#: Every wait of a fetch, shortened: a test takes no longer than it must.
QUICK = {
    "connect_seconds": 2.0,
    "read_seconds": 2.0,
    "total_seconds": 4.0,
    "host_interval": 0.0,
    "retry_seconds": 0.01,
    "retry_after_ceiling": 0.3,
}


def fetcher(*, allow_loopback: bool = True, limits: dict | None = None, **options: Any) -> Fetcher:
    """A fetcher that may fetch from this machine."""
    return Fetcher(
        AGENT, FetchLimits(**QUICK | (limits or {})), allow_loopback=allow_loopback, **options
    )


async def fetch(address: str, *, request: dict | None = None, **options: Any) -> Outcome:
    """The outcome of one fetch with a fetcher of its own."""
    async with fetcher(**options) as client:
        return await client.fetch(Request(address, **request or {}))


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """Run a test's coroutine; none takes longer than 30 seconds."""
    return asyncio.run(asyncio.wait_for(work, 30))


def names(table: dict[str, list[str]]):
    """A resolver of invented names; each question uses up one answer, the last one stays."""
    left = {name: list(numbers) for name, numbers in table.items()}

    async def resolve(host: str, port: int) -> list[str]:
        if host not in left:
            raise OSError(f"no such name: {host}")
        return [left[host].pop(0) if len(left[host]) > 1 else left[host][0]]

    return resolve
