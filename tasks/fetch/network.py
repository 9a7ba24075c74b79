"""Names to sockets: resolve, check, and connect to the very address that was checked.

In: a host name and a port, from the HTTP library beneath. Out: a stream to a public machine. The
library goes on with the name, so Host, SNI and the certificate's check are those of the name.
Between check and connect nothing is resolved again: a name that changes has no second chance.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpcore

from tasks.errors import Fate
from tasks.fetch.addresses import why_not_public
from tasks.fetch.faults import FetchFault

#: From a host and a port to the IP numbers of the host.
Resolver = Callable[[str, int], Awaitable[list[str]]]

#: Threads that wait for name servers: with asyncio's own, a few dead ones stop all the others.
_RESOLVING_AT_ONCE = 32
#: Numbers of one host that are tried; a host with all of them dead is dead.
_NUMBERS_TRIED = 3


class CheckedNetwork(httpcore.AsyncNetworkBackend):
    """Connections to public machines only.

    Args:
        allow_loopback: also to this machine, for a site that runs here.
        resolve: how names become numbers; the system's resolver unless given.
    """

    def __init__(self, *, allow_loopback: bool = False, resolve: Resolver | None = None) -> None:
        self._allow_loopback = allow_loopback
        self._threads = ThreadPoolExecutor(_RESOLVING_AT_ONCE, thread_name_prefix="resolve")
        self._resolve = resolve or self._ask_system
        self._wire = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A stream to the first public number of a host that answers.

        Raises:
            FetchFault: `dns_error`, or `refused_address` when no number is public.
        """
        try:
            async with asyncio.timeout(timeout):
                numbers = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:  # TimeoutError is an OSError
            why = getattr(error, "strerror", None) or str(error) or type(error).__name__
            raise FetchFault(
                f"{host}: the name does not resolve ({why})", Fate.DNS_ERROR, may_retry=True
            ) from error
        failure: Exception | None = None
        for number in self._checked(host, numbers)[:_NUMBERS_TRIED]:
            try:
                return await self._wire.connect_tcp(
                    number, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError(f"{host} has no IP number")

    async def sleep(self, seconds: float) -> None:
        """For the library's own retries."""
        await asyncio.sleep(seconds)

    def close(self) -> None:
        """Let the threads go; one that still waits for a name server is not waited for."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _checked(self, host: str, numbers: list[str]) -> list[str]:
        """The public numbers, in order; names within a company's network have others too."""
        doubts = {n: why_not_public(n, allow_loopback=self._allow_loopback) for n in numbers}
        public = [number for number, why in doubts.items() if why is None]
        if numbers and not public:
            raise FetchFault(
                f"{host}: {'; '.join(filter(None, doubts.values()))}: only public machines are "
                "asked",
                Fate.REFUSED_ADDRESS,
            )
        return public

    async def _ask_system(self, host: str, port: int) -> list[str]:
        found = await asyncio.get_running_loop().run_in_executor(
            self._threads, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        )
        return list(dict.fromkeys(str(entry[4][0]) for entry in found))
