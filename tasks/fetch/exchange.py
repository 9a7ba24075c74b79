"""One request on the wire and its response: no redirects, no retries, no opinion.

In: an address, headers, limits. Out: the response as received, or a fault. Bytes are counted while
they arrive and the clock runs over the whole of it, so that neither a flood nor a drip gets far.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import httpcore

from tasks.errors import Fate
from tasks.fetch.addresses import Address
from tasks.fetch.connections import Connections
from tasks.fetch.faults import WIRE_ERRORS, FetchFault, fault_of
from tasks.fetch.limits import FetchLimits
from tasks.fetch.validators import header_text

#: Control characters never belong in a header; h11 lets some of them through.
_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")

#: What httpcore calls the moment when a request without a body has left.
_SENT = {"http11.send_request_headers.complete", "http2.send_request_headers.complete"}


@dataclass(frozen=True, slots=True)
class Reply:
    """A response as it came: headers in order, with their spelling; the body still packed."""

    address: Address
    status: int
    http_version: str
    headers: tuple[tuple[bytes, bytes], ...]
    raw_body: bytes

    def header(self, name: bytes) -> str | None:
        """The first header of a name, given in lower case."""
        return header_text(self.headers, name)


async def exchange(
    connections: Connections,
    address: Address,
    headers: list[tuple[bytes, bytes]],
    limits: FetchLimits,
    *,
    allow_bad_certificate: bool = False,
    cut_at: int | None = None,
    on_sent: Callable[[], None] | None = None,
) -> Reply:
    """Ask for one address.

    Args:
        cut_at: stop reading here and be content; without it a body over the limit is a fault.
        on_sent: called once the request is on its way.

    Raises:
        FetchFault: what went wrong between the name and the last byte of the body.
    """
    pool = await connections.pool(address, allow_bad_certificate=allow_bad_certificate)
    request = httpcore.Request(
        "GET",
        httpcore.URL(
            scheme=address.scheme.encode(),
            host=address.host.encode(),
            port=address.port,
            target=address.target.encode(),
        ),
        headers=[(b"Host", address.authority.encode()), *headers],
        extensions={
            "timeout": {
                "connect": limits.connect_seconds,
                "read": limits.read_seconds,
                "write": limits.read_seconds,
                "pool": limits.total_seconds,
            },
            "trace": _tell_when_sent(on_sent or (lambda: None)),
        },
    )
    in_body = False
    try:
        async with asyncio.timeout(limits.total_seconds):
            response = await pool.handle_async_request(request)
            in_body = True
            try:
                _check_headers(response.headers, address, limits)
                body = await _read_body(response, address, limits, cut_at)
            finally:
                await response.aclose()
    except WIRE_ERRORS as error:
        raise fault_of(error, str(address), in_body=in_body) from error
    version = response.extensions.get("http_version", b"HTTP/1.1").decode("latin-1")
    return Reply(address, response.status, version, tuple(response.headers), body)


def _tell_when_sent(on_sent: Callable[[], None]) -> Callable[[str, Any], Awaitable[None]]:
    async def trace(event: str, _: Any) -> None:
        if event in _SENT:
            on_sent()

    return trace


def _check_headers(
    headers: list[tuple[bytes, bytes]], address: Address, limits: FetchLimits
) -> None:
    size = sum(len(name) + len(value) for name, value in headers)
    if size > limits.header_bytes:
        raise FetchFault(
            f"{address}: {size:,} bytes of headers, the limit is {limits.header_bytes:,}",
            Fate.BAD_HEADERS,
        )
    bad = next((n for n, v in headers if _CONTROL.search(n) or _CONTROL.search(v)), None)
    if bad is not None:
        raise FetchFault(
            f"{address}: control character in header {bad[:40].decode('latin-1')!r}",
            Fate.BAD_HEADERS,
        )


async def _read_body(
    response: httpcore.Response, address: Address, limits: FetchLimits, cut_at: int | None
) -> bytes:
    declared = header_text(response.headers, b"content-length")
    if cut_at is None and declared and declared.isdigit() and int(declared) > limits.body_bytes:
        raise _too_large(address, f"{int(declared):,} bytes announced", limits)
    body = bytearray()
    async for piece in response.aiter_stream():
        body += piece
        if cut_at is not None and len(body) > cut_at:
            break
        if len(body) > limits.body_bytes:
            raise _too_large(address, "more bytes", limits)
    return bytes(body)


def _too_large(address: Address, what: str, limits: FetchLimits) -> FetchFault:
    return FetchFault(
        f"{address}: {what} than the limit of {limits.body_bytes:,} bytes allows", Fate.TOO_LARGE
    )
