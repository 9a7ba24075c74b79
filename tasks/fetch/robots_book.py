"""The robots.txt of every origin met, asked for once a day.

In: an address, and a function that can ask for one. Out: a verdict. However many requests wait for
the same origin, its robots.txt is fetched once.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable

from tasks.errors import Fate
from tasks.fetch.addresses import Address, parse_address
from tasks.fetch.exchange import Reply
from tasks.fetch.faults import FetchFault
from tasks.fetch.limits import FetchLimits
from tasks.fetch.robots import (
    Robots,
    RobotsState,
    Verdict,
    judge_address,
    no_answer,
    read_robots,
)

#: Asks for robots.txt: follows its few redirects, and raises what goes wrong.
Ask = Callable[[Address], Awaitable[Reply]]

#: Faults of one page's address or of the path to its machine: they are the page's own fate, and
#: say more than "robots.txt could not be had".
_OF_THE_HOST = {
    Fate.DNS_ERROR,
    Fate.CONNECTION_FAILED,
    Fate.TIMED_OUT,
    Fate.TLS_ERROR,
    Fate.REFUSED_ADDRESS,
    Fate.HOST_ON_HOLD,
}
#: After a robots.txt that could not be had, its origin is asked again so many seconds later.
_ASK_AGAIN = 300.0


class RobotsBook:
    """Robots by origin. known are those of earlier runs; `all()` gives them to the next."""

    def __init__(self, product: str, limits: FetchLimits, known: Iterable[Robots] = ()) -> None:
        self._product, self._limits = product, limits
        self._robots: OrderedDict[str, Robots] = OrderedDict((r.origin, r) for r in known)
        self._doors: dict[str, asyncio.Lock] = {}

    def all(self) -> list[Robots]:
        """Every robots.txt that is known."""
        return list(self._robots.values())

    async def verdict(self, address: Address, ask: Ask) -> Verdict:
        """Whether an address may be fetched.

        Raises:
            FetchFault: the host itself cannot be reached, or must not be.
        """
        robots = self._fresh(address.origin)
        if robots is None:
            door = self._doors.setdefault(address.origin, asyncio.Lock())
            try:
                async with door:
                    robots = self._fresh(address.origin)
                    if robots is None:
                        robots = await self._read(address, ask)
                        self._keep(robots)
            finally:
                self._doors.pop(address.origin, None)
        return judge_address(robots, str(address), self._product)

    def _fresh(self, origin: str) -> Robots | None:
        robots = self._robots.get(origin)
        if robots is None:
            return None
        is_answer = robots.state is not RobotsState.UNREACHABLE
        lifetime = self._limits.robots_seconds if is_answer else _ASK_AGAIN
        return robots if time.time() - robots.read_at < lifetime else None

    def _keep(self, robots: Robots) -> None:
        self._robots[robots.origin] = robots
        self._robots.move_to_end(robots.origin)
        while len(self._robots) > self._limits.hosts_remembered:
            self._robots.popitem(last=False)

    async def _read(self, address: Address, ask: Ask) -> Robots:
        origin, now = address.origin, time.time()
        try:
            reply = await ask(parse_address(f"{origin}/robots.txt"))
        except FetchFault as fault:
            if fault.fate is Fate.TOO_MANY_REDIRECTS:
                return Robots(origin, RobotsState.LOST, fault.reason, now)
            if fault.fate in _OF_THE_HOST:
                raise
            return self._older(origin, now) or no_answer(origin, fault.reason, now)
        robots = read_robots(origin, reply.status, reply.raw_body, now, self._limits.robots_bytes)
        if robots.state is RobotsState.UNREACHABLE:
            return self._older(origin, now) or robots
        return robots

    def _older(self, origin: str, now: float) -> Robots | None:
        """Rules we had before, while the origin cannot tell its present ones (RFC 9309, 2.4)."""
        robots = self._robots.get(origin)
        if robots is None or robots.state is RobotsState.UNREACHABLE:
            return None
        return robots if now - robots.read_at < self._limits.robots_stale_seconds else None
