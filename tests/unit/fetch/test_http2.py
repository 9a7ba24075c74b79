"""HTTP/2 is spoken where a server offers it: several pages, one connection."""

import asyncio
import ssl

import h2.config
import h2.connection
import h2.events
import pytest
import trustme

from tasks.errors import Fate
from tasks.fetch.many import fetch_all
from tasks.fetch.outcome import Request
from tests.faults.fetching import fetcher, names, run
from tests.faults.hostile_server import PAGE


class Speaker(asyncio.Protocol):
    """One connection of a server that answers each request with the same headers and body."""

    opened = 0

    def __init__(self, headers, body, length=None):
        self.headers, self.body = headers, body
        self.length = len(body) if length is None else length

    def connection_made(self, transport):
        Speaker.opened += 1
        self.transport = transport
        config = h2.config.H2Configuration(client_side=False, header_encoding="utf-8")
        self.h2 = h2.connection.H2Connection(config)
        self.h2.initiate_connection()
        transport.write(self.h2.data_to_send())

    def data_received(self, data):
        for event in self.h2.receive_data(data):
            if isinstance(event, h2.events.RequestReceived):
                self.answer(event.stream_id, dict(event.headers)[":path"])
        self.transport.write(self.h2.data_to_send())

    def answer(self, stream, path):
        if path == "/robots.txt":
            self.h2.send_headers(stream, [(":status", "404")], end_stream=True)
            return
        head = [(":status", "200"), ("content-length", str(self.length)), *self.headers]
        self.h2.send_headers(stream, head)
        self.h2.send_data(stream, self.body, end_stream=True)


def fetch_five(tmp_path, headers=(), **options):
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("oldmere.example").configure_cert(context)
    context.set_alpn_protocols(["h2"])
    Speaker.opened = 0

    async def work():
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: Speaker(list(headers), PAGE, **options), "127.0.0.1", 0, ssl=context
        )
        port = server.sockets[0].getsockname()[1]
        table = names({"oldmere.example": ["127.0.0.1"]})
        async with server, fetcher(resolve=table, authorities=tmp_path / "authority.pem") as client:
            requests = [Request(f"https://oldmere.example:{port}/{n}") for n in range(5)]
            return [outcome async for outcome in fetch_all(client, requests)]

    return run(work())


def test_pages_come_over_one_connection(tmp_path):
    outcomes = fetch_five(tmp_path)
    assert {(o.fate, o.http_version, o.body) for o in outcomes} == {(None, "HTTP/2", PAGE)}
    assert Speaker.opened == 1


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param([("x-long", "a" * 14_000)] * 5, id="over the limit"),
        pytest.param([("x-bad", "a\x01b")], id="control character"),
    ],
)
def test_h11_bad_headers_over_http2_are_refused(tmp_path, headers):
    assert {o.fate for o in fetch_five(tmp_path, headers)} == {Fate.BAD_HEADERS}


def test_n5_a_body_shorter_than_it_says_is_truncated_over_http2(tmp_path):
    outcomes = fetch_five(tmp_path, length=9_999)
    assert Fate.TRUNCATED in {o.fate for o in outcomes}
    # The others lose the connection they shared with it.
    passing = {Fate.TRUNCATED, Fate.CONNECTION_FAILED, Fate.HOST_ON_HOLD}
    assert {o.fate for o in outcomes} <= passing
    assert all(o.may_retry for o in outcomes)
