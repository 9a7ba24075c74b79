"""What a second poll of unchanged feeds costs, in bytes, beside the first.

    python -m benchmarks.polling [--feeds 1000] [--feed-bytes 50000] [--hosts 50] [--rate 10]

In: nothing. Out: a few lines, and exit code 1 when a feed was lost or the second poll cost too
much. The server has a process of its own and counts what goes over the wire, both ways, headers and
robots.txt among it. It honours `If-None-Match`, as servers of feeds do; the second poll is made by
another fetcher, which knows what a run keeps: validators, and each robots.txt.
"""

import argparse
import asyncio
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from benchmarks.fetching import resolve, serving
from tasks.fetch.client import Fetcher
from tasks.fetch.limits import Agent, FetchLimits
from tasks.fetch.many import fetch_all
from tasks.fetch.outcome import Outcome, Request, Wanted
from tasks.fetch.robots import Robots

#: The goal of the issue: so much of the bytes of the first poll.
GOAL = 0.02


class FeedServer(asyncio.Protocol):
    """Answers every request with one feed, or with 304 to whoever has it; counts bytes."""

    count: ClassVar[Counter[str]] = Counter()
    feed: ClassVar[bytes] = b""

    def __init__(self) -> None:
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to answer."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer each whole request."""
        *heads, self._rest = (self._rest + data).split(b"\r\n\r\n")
        for head in heads:
            lines = head.decode("latin-1").split("\r\n")
            answer = self._answer(lines)
            self._transport.write(answer)
            if not lines[0].startswith("GET /count "):
                self.count["bytes"] += len(head) + len(b"\r\n\r\n") + len(answer)

    def _answer(self, lines: Sequence[str]) -> bytes:
        path = lines[0].split(" ")[1]
        if path == "/count":
            return _response("200 OK", json.dumps(self.count).encode())
        if path == "/robots.txt":
            return _response("200 OK", b"User-agent: *\n")
        tag = f'"{path}"'
        if f"if-none-match: {tag}" in (line.lower() for line in lines):
            return _response("304 Not Modified", b"", f"ETag: {tag}\r\n")
        kind = "Content-Type: application/rss+xml\r\n"
        return _response("200 OK", self.feed, f"ETag: {tag}\r\n{kind}")


def _response(status: str, body: bytes, headers: str = "") -> bytes:
    length = "" if status.startswith("304") else f"Content-Length: {len(body)}\r\n"
    return f"HTTP/1.1 {status}\r\n{headers}{length}\r\n".encode() + body


async def serve(feed_bytes: int) -> None:
    """Serve feeds of so many bytes until killed; the port is the first line of stdout."""
    FeedServer.feed = b'<?xml version="1.0"?><rss version="2.0"><channel>'.ljust(feed_bytes)
    server = await asyncio.get_running_loop().create_server(FeedServer, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@dataclass(frozen=True, slots=True)
class PollCost:
    """One poll: bytes over the wire, both ways, and how its fetches ended."""

    byte_count: int
    fates: Counter[str]


async def measure_polls(port: int, feeds: int, hosts: int, rate: float) -> tuple[PollCost, ...]:
    """The first poll of all feeds, and the second."""
    requests = [
        Request(f"http://feeds{n % hosts}.example:{port}/{n}", wanted=Wanted.ANY)
        for n in range(feeds)
    ]
    first, outcomes, robots = await _poll(port, requests, rate)
    requests = [
        Request(o.request.address, wanted=Wanted.ANY, validators=o.validators) for o in outcomes
    ]
    second, _, _ = await _poll(port, requests, rate, robots)
    return first, second


async def _poll(
    port: int, requests: Iterable[Request], rate: float, robots: Iterable[Robots] = ()
) -> tuple[PollCost, list[Outcome], list[Robots]]:
    agent, limits = Agent("bench@dateline.example"), FetchLimits(host_interval=1 / rate)
    before = await _count_bytes(port)
    async with Fetcher(
        agent, limits, known_robots=robots, allow_loopback=True, resolve=resolve
    ) as fetcher:
        outcomes = [outcome async for outcome in fetch_all(fetcher, requests)]
        known = list(fetcher.robots.all())
    fates = Counter(str(outcome.fate or "fetched") for outcome in outcomes)
    return PollCost(await _count_bytes(port) - before, fates), outcomes, known


async def _count_bytes(port: int) -> int:
    """Bytes over the wire so far, as the server counts; what asks for them is not counted."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET /count HTTP/1.1\r\nHost: counter\r\n\r\n")
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].split()[0])
    count = json.loads(await reader.readexactly(length))
    writer.close()
    return count.get("bytes", 0)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.polling")
    parser.add_argument("--feeds", type=int, default=1_000)
    parser.add_argument("--feed-bytes", type=int, default=50_000)
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--rate", type=float, default=10.0, help="requests a second and host")
    given = parser.parse_args(arguments)
    with serving(
        f"benchmarks.polling import serve; asyncio.run(serve({given.feed_bytes}))"
    ) as port:
        first, second = asyncio.run(measure_polls(port, given.feeds, given.hosts, given.rate))
    share = second.byte_count / first.byte_count
    print(f"{given.feeds:,} feeds of {given.feed_bytes:,} bytes at {given.hosts} hosts")
    print(f"  first poll    {first.byte_count:>12,} bytes   {dict(first.fates)}")
    print(f"  second poll   {second.byte_count:>12,} bytes   {dict(second.fates)}")
    print(f"  second, share {share:>12.2%}         goal under {GOAL:.0%}")
    is_whole = first.fates == {"fetched": given.feeds} and second.fates == {
        "unchanged": given.feeds
    }
    return 0 if is_whole and share < GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
