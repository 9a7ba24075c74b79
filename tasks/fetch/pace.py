"""One pace for each host: how soon after the last request, how many at once, whether at all.

In: names of hosts. Out: turns to send one request. Knows nothing of HTTP. A turn is for one
request, so a redirect to another host waits for a turn there.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tasks.fetch.limits import FetchLimits

#: An interval is kept with so much to spare: what leaves evenly is squeezed together on its way,
#: and a host counts what arrives.
_SPARE = 1.05


@dataclass(frozen=True, slots=True)
class Hold:
    """A host that is left alone for some seconds, and why."""

    seconds: float
    reason: str


@dataclass(slots=True)
class _Host:
    places: asyncio.Semaphore
    interval: float
    door: asyncio.Lock = field(default_factory=asyncio.Lock)
    next_at: float = 0.0
    held_until: float = 0.0
    held_because: str = ""
    visitors: int = 0  # turns given or waited for


class Pace:
    """Turns for requests, host by host. One event loop, no threads.

    Args:
        holds: hosts on hold since an earlier run, by name.
    """

    def __init__(self, limits: FetchLimits, holds: Mapping[str, Hold] | None = None) -> None:
        self._limits = limits
        self._hosts: OrderedDict[str, _Host] = OrderedDict()
        for name, hold in (holds or {}).items():
            self.hold(name, hold.seconds, hold.reason)

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[Callable[[], None]]:
        """Wait for the host's interval and for a free place; the body may send one request.

        What it is given is to be called when the request has been sent: only then the interval
        begins and the next one's turn may come. A request that must first connect would otherwise
        arrive late, close before its successor. Without a call it is the end of the body.
        """
        host = self._host(name)
        host.visitors += 1
        try:
            async with host.places:
                await host.door.acquire()
                is_sent = False

                def sent() -> None:
                    nonlocal is_sent
                    if not is_sent:
                        is_sent = True
                        ready_at = time.monotonic() + host.interval * _SPARE
                        host.next_at = max(host.next_at, ready_at)
                        host.door.release()

                try:
                    while (wait := host.next_at - time.monotonic()) > 0:
                        await asyncio.sleep(wait)
                    yield sent
                finally:
                    sent()
        finally:
            host.visitors -= 1

    def slow_down(self, name: str, interval: float) -> None:
        """Lengthen a host's interval (Crawl-delay), up to the ceiling; never shorten it."""
        wished = min(interval, self._limits.crawl_delay_ceiling)
        host = self._host(name)
        host.interval = max(self._limits.host_interval, wished)

    def wait(self, name: str, seconds: float) -> None:
        """No turn at this host before so many seconds have passed (Retry-After)."""
        host = self._host(name)
        host.next_at = max(host.next_at, time.monotonic() + seconds)

    def hold(self, name: str, seconds: float, reason: str) -> None:
        """Leave a host alone: whoever asks for it in the meantime is told so at once."""
        host = self._host(name)
        host.held_until = time.monotonic() + seconds
        host.held_because = reason

    def hold_of(self, name: str) -> Hold | None:
        """The hold a host is on, with the seconds left."""
        host = self._hosts.get(name)
        left = host.held_until - time.monotonic() if host else 0.0
        return Hold(left, host.held_because) if host and left > 0 else None

    def holds(self) -> dict[str, Hold]:
        """All holds, to be given to the next run."""
        found = {name: self.hold_of(name) for name in self._hosts}
        return {name: hold for name, hold in found.items() if hold}

    def _host(self, name: str) -> _Host:
        host = self._hosts.get(name)
        if host is None:
            self._forget_one()
            places = asyncio.Semaphore(self._limits.host_requests)
            host = self._hosts[name] = _Host(places, self._limits.host_interval)
        self._hosts.move_to_end(name)
        return host

    def _forget_one(self) -> None:
        """Make room: the host met longest ago, unless it is in use or its pace still matters."""
        if len(self._hosts) < self._limits.hosts_remembered:
            return
        now = time.monotonic()
        for name, host in self._hosts.items():
            if not host.visitors and max(host.next_at, host.held_until) <= now:
                del self._hosts[name]
                return
