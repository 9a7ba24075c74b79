"""Open connections, kept by origin.

In: an origin. Out: the pool of its connections. The library has one pool for all hosts, but looks
at every connection in it before each request; one pool an origin keeps a request's cost the same
however many hosts there are.
"""

import ssl
from collections import OrderedDict
from pathlib import Path
from types import TracebackType
from typing import Self

import certifi
import httpcore

from tasks.fetch.addresses import Address
from tasks.fetch.limits import FetchLimits
from tasks.fetch.network import CheckedNetwork

#: Seconds an unused connection stays open; servers close theirs after 5 to 75.
_KEPT_SECONDS = 15.0


class Connections:
    """Pools of connections. Certificates are checked, unless a request says otherwise.

    Args:
        authorities: a file of certificate authorities to trust besides the public ones.
    """

    def __init__(
        self, network: CheckedNetwork, limits: FetchLimits, authorities: Path | None = None
    ) -> None:
        self._network, self._limits = network, limits
        self._checked = ssl.create_default_context(cafile=certifi.where())
        if authorities:
            self._checked.load_verify_locations(authorities)
        self._unchecked = ssl.create_default_context()
        self._unchecked.check_hostname = False
        self._unchecked.verify_mode = ssl.CERT_NONE
        self._pools: OrderedDict[tuple[str, bool], httpcore.AsyncConnectionPool] = OrderedDict()

    async def pool(
        self, address: Address, *, allow_bad_certificate: bool
    ) -> httpcore.AsyncConnectionPool:
        """The pool of an address's origin."""
        key = (address.origin, allow_bad_certificate)
        if key not in self._pools:
            await self._make_room()
        found = self._pools.get(key)  # another request may have made it meanwhile
        if found is None:
            found = self._pools[key] = httpcore.AsyncConnectionPool(
                ssl_context=self._unchecked if allow_bad_certificate else self._checked,
                max_connections=self._limits.host_requests,
                keepalive_expiry=_KEPT_SECONDS,
                http1=True,
                http2=True,
                network_backend=self._network,
            )
        self._pools.move_to_end(key)
        return found

    async def _make_room(self) -> None:
        """Close the idle pools used longest ago, when there are as many as hosts at once.

        They are taken out before any is closed: closing takes time, in which others look here too.
        """
        excess = max(0, len(self._pools) + 1 - self._limits.hosts_at_once)
        oldest = [
            key
            for key, pool in list(self._pools.items())[:excess]
            if all(connection.is_idle() for connection in pool.connections)
        ]
        for pool in [self._pools.pop(key) for key in oldest]:
            await pool.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        while self._pools:
            _, pool = self._pools.popitem()
            await pool.aclose()
        self._network.close()
