"""The one door for HTTP: a request goes in, its outcome comes out, and nothing is raised.

    async with Fetcher(Agent("https://example.org/about-us"), FetchLimits()) as fetcher:
        outcome = await fetcher.fetch(Request("https://example.org/news"))

Each try: robots.txt, a turn at the host, one exchange; at a redirect all of it again. Knows
nothing of runs and tables: what it must remember is given to it (`known_robots`, `holds`) and can
be had back (`robots`, `pace`).
"""

import asyncio
import random
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from tasks.errors import Fate
from tasks.fetch.addresses import Address, parse_address
from tasks.fetch.connections import Connections
from tasks.fetch.decoding import ACCEPT_ENCODING, decode_body
from tasks.fetch.exchange import Reply, exchange
from tasks.fetch.faults import FetchFault
from tasks.fetch.limits import Agent, FetchLimits
from tasks.fetch.network import CheckedNetwork, Resolver
from tasks.fetch.outcome import Hop, Outcome, Request
from tasks.fetch.pace import Hold, Pace
from tasks.fetch.redirects import next_address
from tasks.fetch.retries import read_retry_after, wait_before
from tasks.fetch.robots import Robots, Verdict
from tasks.fetch.robots_book import RobotsBook
from tasks.fetch.validators import conditional_headers, read_validators
from tasks.fetch.verdicts import judge_reply

#: Faults of the host, not of the page: after the last try the whole host is left alone.
_HOLDS_HOST = {Fate.CONNECTION_FAILED, Fate.DNS_ERROR}
#: Can pass, but hardly while a run waits for it.
_NOT_IN_THIS_RUN = {Fate.DNS_ERROR, Fate.HOST_ON_HOLD, Fate.BLOCKED_BY_ROBOTS}


@dataclass(slots=True)
class _Trail:
    """How far one try has come; what an outcome tells of a try that failed."""

    address: str
    hops: list[Hop] = field(default_factory=list)
    verdict: Verdict | None = None


class Fetcher:
    """Fetches addresses politely, safely and within limits. One event loop.

    Args:
        agent: who asks.
        limits: what a fetch may cost.
        known_robots: robots.txt read in earlier runs.
        holds: hosts on hold since an earlier run.
        allow_loopback: also fetch from this machine.
        authorities: a file of certificate authorities to trust besides the public ones.
        resolve: how names become numbers; the system's resolver unless given.
    """

    def __init__(
        self,
        agent: Agent,
        limits: FetchLimits,
        *,
        known_robots: Iterable[Robots] = (),
        holds: Mapping[str, Hold] | None = None,
        allow_loopback: bool = False,
        authorities: Path | None = None,
        resolve: Resolver | None = None,
    ) -> None:
        self.limits = limits
        self.pace = Pace(limits, holds)
        self.robots = RobotsBook(agent.product, limits, known_robots)
        network = CheckedNetwork(allow_loopback=allow_loopback, resolve=resolve)
        self._connections = Connections(network, limits, authorities)
        self._noise = random.Random()
        self._headers = [
            (b"User-Agent", agent.header.encode()),
            (b"Accept", b"text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8"),
            (b"Accept-Encoding", ACCEPT_ENCODING.encode()),
        ]

    async def fetch(self, request: Request) -> Outcome:
        """The outcome of a request, after as many tries as its faults are worth."""
        started, attempt = time.monotonic(), 1
        while True:
            outcome, wait = await self._try(request)
            is_worth_it = outcome.may_retry and outcome.fate not in _NOT_IN_THIS_RUN
            if not is_worth_it or attempt >= self.limits.tries:
                self._hold_host(outcome)
                return replace(outcome, tries=attempt, seconds=time.monotonic() - started)
            attempt += 1
            if wait is None:
                await asyncio.sleep(wait_before(attempt, self.limits, self._noise))

    async def _try(self, request: Request) -> tuple[Outcome, float | None]:
        """One try, and the seconds the host asked to be left alone (its pace knows them)."""
        trail = _Trail(request.address)
        try:
            reply, was_conditional = await self._follow(request, trail)
        except FetchFault as fault:
            return self._failure(request, trail, fault), None
        finding = judge_reply(
            request,
            reply,
            self.limits,
            was_conditional=was_conditional,
            hops=len(trail.hops),
        )
        wait = self._heed_retry_after(reply) if finding.may_retry else None
        validators = read_validators(reply.headers, str(reply.address))
        if finding.fate is Fate.UNCHANGED and not validators:
            validators = request.validators  # a 304 need not repeat them
        outcome = Outcome(
            request=request,
            final_address=trail.address,
            seen_at=_now(),
            fate=finding.fate,
            reason=finding.reason,
            may_retry=finding.may_retry,
            hops=tuple(trail.hops),
            http_status=reply.status,
            http_version=reply.http_version,
            validators=validators,
            raw_headers=reply.headers,
            raw_body=reply.raw_body,
            body=finding.body,
            media_type=finding.media_type,
            charset=finding.charset,
            notes=finding.notes,
            robots=trail.verdict,
            is_certificate_checked=not request.allow_bad_certificate,
        )
        return outcome, wait

    async def _follow(self, request: Request, trail: _Trail) -> tuple[Reply, bool]:
        """The first reply that is no redirect, and whether it was asked for conditionally."""
        address = parse_address(request.address)
        asked = str(address)
        while True:
            trail.address = str(address)
            await self._ask_robots(request, address, trail)
            condition = conditional_headers(request.validators, str(address), asked)
            reply = await self._send(request, address, condition)
            target = next_address(reply, trail.hops, self.limits.redirects)
            if target is None:
                return reply, bool(condition)
            trail.hops.append(Hop(str(address), reply.status, str(target)))
            address = target

    async def _send(
        self,
        request: Request,
        address: Address,
        headers: Iterable[tuple[bytes, bytes]] = (),
        cut_at: int | None = None,
    ) -> Reply:
        """One exchange, in its turn. A bad certificate is allowed at the request's own host."""
        is_own_host = parse_address(request.address).host == address.host
        self._refuse_held(address)
        async with self.pace.turn(address.pace_name) as sent:
            self._refuse_held(address)  # it may have been put on hold while we waited
            return await exchange(
                self._connections,
                address,
                [*self._headers, *headers],
                self.limits,
                allow_bad_certificate=request.allow_bad_certificate and is_own_host,
                cut_at=cut_at,
                on_sent=sent,
            )

    async def _ask_robots(self, request: Request, address: Address, trail: _Trail) -> None:
        async def ask(robots_address: Address) -> Reply:
            return await self._fetch_robots(request, robots_address)

        verdict = trail.verdict = await self.robots.verdict(address, ask)
        if verdict.crawl_delay:
            self.pace.slow_down(address.pace_name, verdict.crawl_delay)
        if not verdict.is_allowed:
            raise FetchFault(
                f"{address}: {verdict.reason}",
                Fate.BLOCKED_BY_ROBOTS,
                may_retry=verdict.may_change,
            )

    async def _fetch_robots(self, request: Request, address: Address) -> Reply:
        """The reply that holds a robots.txt, unpacked, a little more of it than is read."""
        hops: list[Hop] = []
        most = self.limits.robots_bytes + 1
        while True:
            reply = await self._send(request, address, cut_at=most)
            target = next_address(reply, hops, self.limits.redirect_robots)
            if target is None:
                coding = reply.header(b"content-encoding")
                limits = self.limits
                body = decode_body(reply.raw_body, coding, limits.unpacked_bytes, limits.packings)
                return replace(reply, raw_body=body)
            hops.append(Hop(str(address), reply.status, str(target)))
            address = target

    def _refuse_held(self, address: Address) -> None:
        if hold := self.pace.hold_of(address.pace_name):
            raise FetchFault(
                f"{address}: {address.pace_name} is on hold for {hold.seconds:.0f} s more, because "
                f"{hold.reason}",
                Fate.HOST_ON_HOLD,
                may_retry=True,
            )

    def _hold_host(self, outcome: Outcome) -> None:
        """Leave a host alone that could not be reached, for all its addresses."""
        if outcome.fate in _HOLDS_HOST:
            host = parse_address(outcome.final_address).pace_name
            self.pace.hold(host, self.limits.hold_seconds, outcome.reason or outcome.fate)

    def _heed_retry_after(self, reply: Reply) -> float | None:
        """Tell the pace what the host asked for; None when it asked for nothing sensible."""
        ceiling = self.limits.retry_after_ceiling
        wait = read_retry_after(reply.header(b"retry-after"), _now(), ceiling)
        if wait is not None:
            self.pace.wait(reply.address.pace_name, wait)
        return wait

    def _failure(self, request: Request, trail: _Trail, fault: FetchFault) -> Outcome:
        return Outcome(
            request=request,
            final_address=trail.address,
            seen_at=_now(),
            fate=fault.fate,
            reason=fault.reason,
            may_retry=fault.may_retry,
            hops=tuple(trail.hops),
            robots=trail.verdict,
            is_certificate_checked=not request.allow_bad_certificate,
        )

    async def __aenter__(self) -> Self:
        await self._connections.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._connections.__aexit__(kind, error, trace)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
