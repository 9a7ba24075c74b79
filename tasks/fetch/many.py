"""Many addresses at many hosts, at once: a lane for each host, outcomes as they come.

In: a lazy stream of requests. Out: one outcome for each, in no order. A slow, broken or hostile
host costs its lane; the others go on. No more is read ahead, or kept, than the limits say.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator
from urllib.parse import urlsplit

from tasks.fetch.client import Fetcher
from tasks.fetch.outcome import Outcome, Request

#: Outcomes that wait for the caller; when it is slow, the lanes wait too.
_OUTCOMES_WAITING = 100


async def fetch_all(fetcher: Fetcher, requests: Iterable[Request]) -> AsyncIterator[Outcome]:
    """Every outcome as soon as it is there.

    Requests of one host start in their order. Up to `limits.requests_waiting` are read ahead to
    keep all hosts busy: a stream that is sorted by host is as slow as its hosts one by one.
    """
    crowd = _Crowd(fetcher, iter(requests))
    try:
        while crowd.fill():
            yield await crowd.next_outcome()
    finally:
        await crowd.stop()


class _Crowd:
    """The lanes, and what waits for them."""

    def __init__(self, fetcher: Fetcher, requests: Iterator[Request]) -> None:
        self._fetcher, self._requests = fetcher, requests
        self._waiting: dict[str, deque[Request]] = {}  # hosts without a lane stand at the end
        self._lanes: dict[str, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._unfinished = 0
        self._outcomes: asyncio.Queue[Outcome | BaseException] = asyncio.Queue(_OUTCOMES_WAITING)

    def fill(self) -> bool:
        """Read ahead and open lanes; whether an outcome is still to come."""
        limits = self._fetcher.limits
        while self._unfinished < limits.requests_waiting:
            request = next(self._requests, None)
            if request is None:
                break
            self._unfinished += 1
            host = _host_of(request)
            self._waiting.setdefault(host, deque()).append(request)
            self._open_lanes(host)
        return self._unfinished > 0

    async def next_outcome(self) -> Outcome:
        """The next outcome; a fault of our own code in a lane is raised here."""
        outcome = await self._outcomes.get()
        if isinstance(outcome, BaseException):
            raise outcome
        self._unfinished -= 1
        return outcome

    async def stop(self) -> None:
        """End all lanes: the caller has left, or there is nothing more to do."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _open_lanes(self, host: str) -> None:
        """As many lanes as the host may have requests at once, while there is work for them."""
        limits, count = self._fetcher.limits, self._lanes.get(host, 0)
        is_full = host not in self._lanes and len(self._lanes) >= limits.hosts_at_once
        if is_full or count >= limits.host_requests or not self._waiting.get(host):
            return
        self._lanes[host] = count + 1
        task = asyncio.create_task(self._run_lane(host))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run_lane(self, host: str) -> None:
        queue = self._waiting[host]
        try:
            while queue:
                await self._outcomes.put(await self._fetcher.fetch(queue.popleft()))
        except Exception as error:  # noqa: BLE001  handed to the caller, who must hear of it
            await self._outcomes.put(error)
        self._close_lane(host)

    def _close_lane(self, host: str) -> None:
        self._lanes[host] -= 1
        if not self._lanes[host]:
            del self._lanes[host]
            del self._waiting[host]
            for other in self._waiting:  # the host that waits longest gets the place
                if other not in self._lanes:
                    self._open_lanes(other)
                    break


def _host_of(request: Request) -> str:
    """The lane of a request; an address that is none has a lane with its like."""
    try:
        return urlsplit(request.address).netloc.lower()
    except ValueError:
        return ""
