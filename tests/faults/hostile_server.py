"""A server on loopback that does what it is told, well or badly; each test tells it what.

A path is answered by a function that is given the connection, or by bytes sent as they are. What
was asked for, when, and with which headers is kept for the test to read.
"""

import asyncio
import inspect
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

Answer = bytes | Callable[["Asked", asyncio.StreamWriter], Awaitable[bytes | None]]
PAGE = (
    b"<!doctype html><html><head><title>Ferry returns to Tarnwick</title></head>"
    b"<body><p>The ferry Marigold sails again on Friday.</p></body></html>"
)
MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


@dataclass(frozen=True)
class Asked:
    """One request as it arrived; header names are in lower case. at is monotonic."""

    path: str
    headers: dict[str, str]
    at: float


@dataclass
class HostileServer:
    """The answers by path, and what was asked for."""

    port: int
    answers: dict[str, Answer]
    scheme: str = "http"
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"{self.scheme}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]


def response(
    body: bytes = PAGE,
    *headers: str,
    status: str = "200 OK",
    content_type: str = "text/html; charset=utf-8",
    length: int | None = None,
) -> bytes:
    """A response in bytes; length may lie."""
    head = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {content_type}",
        f"Content-Length: {len(body) if length is None else length}",
        *headers,
    ]
    return "\r\n".join(head).encode("latin-1") + b"\r\n\r\n" + body


def redirect(to: str, status: int = 302) -> bytes:
    """A redirect."""
    return response(b"", f"Location: {to}", status=f"{status} Elsewhere")


async def silence(_: Asked, __: asyncio.StreamWriter) -> None:
    """Never answer; the client has to leave."""
    await asyncio.Event().wait()


async def reset(_: Asked, writer: asyncio.StreamWriter) -> None:
    """Cut the connection without a word."""
    writer.transport.abort()


@asynccontextmanager
async def serve(
    answers: dict[str, Answer], certificate: ssl.SSLContext | None = None
) -> AsyncIterator[HostileServer]:
    """A running server; what it still does at the end is stopped."""
    talks: set[asyncio.Task] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server.connections += 1
        try:
            while await _answer_one(server, reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the client has left, or the test is over
        finally:
            writer.transport.abort()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(talk(reader, writer))
        talks.add(task)
        task.add_done_callback(talks.discard)

    listening = await asyncio.start_server(connected, "127.0.0.1", 0, ssl=certificate)
    port = listening.sockets[0].getsockname()[1]
    server = HostileServer(port, answers, "https" if certificate else "http")
    try:
        yield server
    finally:
        listening.close()
        for task in list(talks):
            task.cancel()
        await asyncio.gather(*talks, return_exceptions=True)


async def _answer_one(
    server: HostileServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> bool:
    """Answer one request; whether the connection stays open."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.rstrip().split("\r\n")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    asked = Asked(first.split(" ")[1], headers, time.monotonic())
    server.asked.append(asked)
    answer = server.answers.get(asked.path, MISSING)
    if callable(answer):
        answer = answer(asked, writer)
        if inspect.isawaitable(answer):
            answer = await answer
    if answer is None:
        return False
    writer.write(answer)
    await writer.drain()
    # A body shorter than its Content-Length is a fault only once the connection ends.
    declared = [x for x in answer.split(b"\r\n\r\n")[0].split(b"\r\n") if b"ength: " in x]
    body = answer.partition(b"\r\n\r\n")[2]
    return bool(declared) and int(declared[0].split(b": ")[1]) == len(body)
