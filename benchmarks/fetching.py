"""Pages fetched a second from many simulated hosts, and whether any host's pace was broken.

    python -m benchmarks.fetching [--pages 6000] [--hosts 50] [--rate 10] [--page-bytes 20000]

Memory over many addresses: `--pages 100000 --hosts 400 --page-bytes 2000`.

In: nothing. Out: a few lines, and exit code 1 when a page was lost, a host was asked too often, or
pages a second are below the floor. The server has a process of its own and counts what arrives: the
rate of a host is the greatest number of its requests in any one second, robots.txt among them.
"""

import argparse
import asyncio
import json
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from tasks.collect.address_list import read_address_list
from tasks.fetch.client import Fetcher
from tasks.fetch.limits import Agent, FetchLimits
from tasks.fetch.many import fetch_all
from tasks.fetch.outcome import Request, Wanted

#: The goal of the issue, in one process, with the server in another.
GOAL = 300
#: A mistake falls below it, a busy machine does not.
FLOOR = 100
_PAGE_BYTES = 20_000
_MARKS = 4  # memory is looked at after each of so many equal parts of the pages


class CountingServer(asyncio.Protocol):
    """Answers every request with a page; keeps the greatest rate of each host."""

    latest: ClassVar[dict[str, deque[float]]] = defaultdict(deque)
    greatest: ClassVar[Counter[str]] = Counter()
    page = b""

    def __init__(self) -> None:
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to answer."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer each whole request."""
        *heads, self._rest = (self._rest + data).split(b"\r\n\r\n")
        for head in heads:
            self._transport.write(self._answer(head.decode("latin-1")))

    def _answer(self, head: str) -> bytes:
        first, *lines = head.split("\r\n")
        host = next(line[6:] for line in lines if line.lower().startswith("host: "))
        path = first.split(" ")[1]
        if path == "/rates":
            return _response(json.dumps(self.greatest).encode())
        now, times = time.monotonic(), self.latest[host]
        times.append(now)
        while times[0] <= now - 1.0:
            times.popleft()
        self.greatest[host] = max(self.greatest[host], len(times))
        return _response(b"User-agent: *\n" if path == "/robots.txt" else self.page)


def _response(body: bytes) -> bytes:
    return (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%b"
        % (len(body), body)
    )  # fmt: skip


async def serve(page_bytes: int = _PAGE_BYTES) -> None:
    """Serve pages of so many bytes until killed; the port is the first line of stdout."""
    head = b"<!doctype html><html><title>Ferry returns to Tarnwick</title><p>"
    CountingServer.page = head.ljust(page_bytes, b"a")
    loop = asyncio.get_running_loop()
    server = await loop.create_server(CountingServer, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def resolve(host: str, port: int) -> list[str]:
    """Every name is this machine."""
    return ["127.0.0.1"]


async def measure(port: int, pages: int, hosts: int, rate: float, page_bytes: int) -> bool:
    """Fetch, print, and say whether all is well."""
    limits = FetchLimits(host_interval=1 / rate)
    agent = Agent("bench@dateline.example")
    fates: Counter[str] = Counter()
    held: list[int] = []
    started, cpu = time.monotonic(), time.process_time()
    async with Fetcher(agent, limits, allow_loopback=True, resolve=resolve) as fetcher:
        async for outcome in fetch_all(fetcher, _requests(port, pages, hosts)):
            fates[outcome.fate or "fetched"] += 1
            if fates.total() >= pages * (len(held) + 1) / _MARKS:
                held.append(_resident_bytes())
        seconds, cpu = time.monotonic() - started, time.process_time() - cpu
    async with Fetcher(agent, limits, allow_loopback=True) as fetcher:
        rates = await fetcher.fetch(Request(f"http://127.0.0.1:{port}/rates", wanted=Wanted.ANY))
    named = {h: n for h, n in json.loads(rates.body).items() if h.startswith("paper")}
    speed, most = pages / seconds, max(named.values())
    print(f"{pages:,} pages of {page_bytes:,} bytes from {len(named)} hosts, {rate:g}/s allowed")
    print(f"  pages a second        {speed:8.0f}   goal {GOAL}, floor {FLOOR}")
    print(f"  CPU a page            {cpu / pages * 1000:8.2f} ms")
    print(f"  largest rate, a host  {most:8d}   in any one second, as the server saw it")
    print(f"  memory at quarters    {', '.join(f'{n / 2**20:.0f}' for n in held):>8s} MB")
    print(f"  fates                 {dict(fates)}")
    return fates == {"fetched": pages} and most <= rate and speed >= FLOOR


def _requests(port: int, pages: int, hosts: int) -> Iterator[Request]:
    """As from a list of addresses, a file of lines."""
    lines = (b"http://paper%d.example:%d/%d\n" % (n % hosts, port, n) for n in range(pages))
    for item in read_address_list(lines):
        yield Request(item.address)


def _resident_bytes() -> int:
    """Memory in use now, where the system tells it; else the greatest so far."""
    try:
        pages = Path("/proc/self/statm").read_text("ascii").split()[1]
        return int(pages) * resource.getpagesize()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=6_000)
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--rate", type=float, default=10.0, help="requests a second and host")
    parser.add_argument("--page-bytes", type=int, default=_PAGE_BYTES)
    options = parser.parse_args()
    given = options.pages, options.hosts, options.rate, options.page_bytes
    with serving(f"benchmarks.fetching import serve; asyncio.run(serve({given[-1]}))") as port:
        is_well = asyncio.run(measure(port, *given))
    return 0 if is_well else 1


@contextmanager
def serving(code: str) -> Iterator[int]:
    """The port of a server in a process of its own: `from` and this code start it."""
    command = [sys.executable, "-c", f"import asyncio; from {code}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield int(server.stdout.readline())
        finally:
            server.kill()


if __name__ == "__main__":
    sys.exit(main())
