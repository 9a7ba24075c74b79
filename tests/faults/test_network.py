"""N: networks that fail, against a real server on loopback that fails in each way.

Limits are small, so that what would take a minute takes a part of a second.
"""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta

import pytest
import trustme

from tasks.errors import Fate
from tasks.fetch.many import fetch_all
from tasks.fetch.outcome import Request
from tasks.fetch.reach import NoSourceReachable, Reach
from tests.faults.fetching import fetch, fetcher, names, run
from tests.faults.hostile_server import MISSING, PAGE, redirect, reset, response, serve, silence

IMPATIENT = {"read_seconds": 0.2, "total_seconds": 0.5, "tries": 1}


def fetch_from(answers, path="/news", **options):
    """The outcome of one path of a server, and the server."""

    async def work():
        async with serve(answers) as server:
            return await fetch(server.url(path), **options), server

    return run(work())


def test_n1_a_name_that_does_not_resolve_counts_a_quarter_and_is_not_tried_again_now():
    outcome = run(fetch("http://gone.tarnwick.example/news", resolve=names({})))
    assert (outcome.fate, outcome.tries, outcome.may_retry) == (Fate.DNS_ERROR, 1, True)
    assert outcome.failure_weight == 0.25
    assert "gone.tarnwick.example" in outcome.reason


def test_n1_other_hosts_go_on_beside_a_name_that_does_not_resolve():
    async def work():
        async with serve({"/news": response()}) as server, fetcher(resolve=table) as client:
            hosts = ("gone.example", "oldmere.example")
            requests = [Request(server.url("/news", host)) for host in hosts]
            return {o.request.address: o.fate async for o in fetch_all(client, requests)}

    table = names({"oldmere.example": ["127.0.0.1"]})
    assert sorted(run(work()).values(), key=str) == [None, Fate.DNS_ERROR]


def test_n2_a_refused_connection_is_tried_again_and_puts_the_host_on_hold():
    async def work():
        async with serve({}) as server:
            closed = server.url("/news")
        async with fetcher(limits={"tries": 2}) as client:
            first = await client.fetch(Request(closed))
            second = await client.fetch(Request(closed + "/other"))
            return first, second, client.pace.holds()

    first, second, holds = run(work())
    assert (first.fate, first.tries, first.may_retry) == (Fate.CONNECTION_FAILED, 2, True)
    assert (second.fate, second.tries, second.may_retry) == (Fate.HOST_ON_HOLD, 1, True)
    (hold,) = holds.values()
    assert 200 < hold.seconds <= 300


def test_n2_a_connection_cut_before_an_answer_is_tried_again_and_may_succeed():
    answers = [reset, response()]

    def cut_once(asked, writer):
        answer = answers.pop(0)
        return answer(asked, writer) if callable(answer) else answer

    outcome, server = fetch_from({"/news": cut_once})
    assert (outcome.fate, outcome.tries) == (None, 2)
    assert server.paths() == ["/news", "/news"]


def test_n2_a_hold_of_an_earlier_run_is_kept():
    async def work():
        async with serve({"/news": response()}) as server:
            async with fetcher() as first:
                first.pace.hold(f"127.0.0.1:{server.port}", 60, "it refused connections")
                holds = first.pace.holds()
            return await fetch(server.url("/news"), holds=holds), server.connections

    outcome, connections = run(work())
    assert (outcome.fate, connections) == (Fate.HOST_ON_HOLD, 0)


def test_n3_a_host_that_sends_nothing_is_left_at_the_read_limit():
    outcome, server = fetch_from({"/news": silence}, limits=IMPATIENT)
    assert (outcome.fate, outcome.may_retry) == (Fate.TIMED_OUT, True)
    assert 0.2 <= outcome.seconds < 2
    assert server.paths() == ["/news"]


def test_n3_silent_hosts_hold_up_nobody():
    async def work():
        async with (
            serve({"/news": silence}) as dead,
            serve({f"/{n}": response() for n in range(20)}) as living,
            fetcher(limits={"read_seconds": 1.5, "tries": 1}) as client,
        ):
            requests = [Request(dead.url("/news"))]
            requests += [Request(living.url(f"/{n}")) for n in range(20)]
            return [outcome.fate async for outcome in fetch_all(client, requests)]

    assert run(work()) == [None] * 20 + [Fate.TIMED_OUT]


def test_n4_a_drip_ends_at_the_total_limit_though_it_is_never_silent():
    async def drip(_, writer):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(1000):
            writer.write(b"a")
            await writer.drain()
            await asyncio.sleep(0.05)

    outcome, _ = fetch_from({"/news": drip}, limits=IMPATIENT)
    assert outcome.fate is Fate.TIMED_OUT
    assert 0.5 <= outcome.seconds < 2


def test_n4_a_drip_of_headers_ends_at_the_total_limit():
    async def drip(_, writer):
        writer.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(1000):
            writer.write(b"X-%d: a\r\n" % number)
            await writer.drain()
            await asyncio.sleep(0.05)

    outcome, _ = fetch_from({"/news": drip}, limits=IMPATIENT)
    assert outcome.fate is Fate.TIMED_OUT
    assert 0.5 <= outcome.seconds < 2


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(response(PAGE, length=len(PAGE) + 100), id="content-length-too-large"),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n<html><p>Only a part",
            id="chunk-cut",
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<html\r\n",
            id="last-chunk-missing",
        ),
    ],
)
def test_n5_a_body_that_ends_early_is_no_page_and_is_tried_again(answer):
    outcome, server = fetch_from({"/news": answer})
    assert (outcome.fate, outcome.may_retry) == (Fate.TRUNCATED, True)
    assert (outcome.body, outcome.raw_body) == (b"", b"")
    assert len(server.paths()) == outcome.tries == 3


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """A certificate authority of our own, and the file that makes it trusted."""
    authority = trustme.CA()
    path = tmp_path_factory.mktemp("tls") / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return authority, path


def fetch_with_certificate(authority, certificate, *, trusted=True, **request):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    table = names({"oldmere.example": ["127.0.0.1"]})

    async def work():
        async with serve({"/news": response()}, context) as server:
            return await fetch(
                server.url("/news", "oldmere.example"),
                request=request,
                resolve=table,
                authorities=authority[1] if trusted else None,
            )

    return run(work())


def test_n6_a_good_certificate_is_accepted_by_the_name_not_the_number(authority):
    outcome = fetch_with_certificate(authority, authority[0].issue_cert("oldmere.example"))
    assert (outcome.fate, outcome.is_certificate_checked) == (None, True)


def bad_certificates(authority):
    yesterday = datetime.now(UTC) - timedelta(days=1)
    return {
        "wrong-host": authority.issue_cert("tarnwick.example"),
        "expired": authority.issue_cert("oldmere.example", not_after=yesterday),
        "unknown-authority": trustme.CA().issue_cert("oldmere.example"),
    }


@pytest.mark.parametrize("kind", ["wrong-host", "expired", "unknown-authority"])
def test_n6_a_bad_certificate_is_refused_and_allowed_only_where_the_request_says_so(
    authority, kind
):
    certificate = bad_certificates(authority[0])[kind]
    refused = fetch_with_certificate(authority, certificate)
    assert (refused.fate, refused.may_retry) == (Fate.TLS_ERROR, False)
    allowed = fetch_with_certificate(authority, certificate, allow_bad_certificate=True)
    assert (allowed.fate, allowed.is_certificate_checked) == (None, False)


def test_n6_an_allowed_bad_certificate_is_that_of_one_host_and_not_of_where_it_leads(authority):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("oldmere.example", "tarnwick.example").configure_cert(context)
    table = names({"oldmere.example": ["127.0.0.1"], "tarnwick.example": ["127.0.0.1"]})

    def lead_away(asked, _):
        host = asked.headers["host"].replace("oldmere", "tarnwick")
        return redirect(f"https://{host}/other")

    async def work():
        answers = {"/news": lead_away, "/other": response()}
        async with serve(answers, context) as server:
            address = server.url("/news", "oldmere.example")
            return await fetch(address, request={"allow_bad_certificate": True}, resolve=table)

    outcome = run(work())
    assert outcome.fate is Fate.TLS_ERROR
    assert [hop.status for hop in outcome.hops] == [302]


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0.0.0.0", "localhost"],
)
def test_n7_this_machine_is_refused_in_any_spelling_without_a_connection(host):
    async def work():
        async with serve({"/news": response()}) as server:
            outcome = await fetch(server.url("/news", host), allow_loopback=False)
            return outcome, server.connections

    outcome, connections = run(work())
    assert (outcome.fate, outcome.may_retry) == (Fate.REFUSED_ADDRESS, False)
    assert connections == 0


@pytest.mark.parametrize(
    "number",
    ["10.0.0.7", "192.168.1.1", "169.254.169.254", "100.64.0.1", "fe80::1", "fd00::7",
     "::ffff:10.0.0.7", "64:ff9b::a00:7", "2002:a00:7::"],
)  # fmt: skip
def test_n7_a_name_that_leads_to_a_private_machine_is_refused(number):
    table = names({"inside.oldmere.example": [number]})
    outcome = run(fetch("http://inside.oldmere.example/news", resolve=table))
    assert (outcome.fate, outcome.tries) == (Fate.REFUSED_ADDRESS, 1)
    assert number in outcome.reason


@pytest.mark.parametrize("target", ["http://169.254.169.254/a", "http://10.0.0.7/", "//[::]/"])
def test_n8_a_redirect_to_a_private_machine_is_refused_at_that_hop(target):
    outcome, server = fetch_from({"/news": redirect(target)})
    assert outcome.fate is Fate.REFUSED_ADDRESS
    assert [hop.status for hop in outcome.hops] == [302]
    assert server.paths() == ["/news"]


def test_n8_the_address_that_was_checked_is_the_one_that_is_connected():
    table = names({"oldmere.example": ["127.0.0.1", "10.0.0.7"]})

    async def work():
        answers = {"/news": response(PAGE, "Connection: close"), "/robots.txt": MISSING}
        async with serve(answers) as server, fetcher(resolve=table) as client:
            address = server.url("/news", "oldmere.example")
            return [await client.fetch(Request(address)) for _ in range(2)]

    first, second = run(work())
    assert first.fate is None  # asked a second time, the name would have led elsewhere
    assert second.fate is Fate.REFUSED_ADDRESS


def test_n9_a_run_without_one_answer_is_told_to_stop():
    async def work():
        reach = Reach()
        async with fetcher(resolve=names({})) as client:
            requests = [Request(f"http://paper{n}.example/news") for n in range(5)]
            async for outcome in fetch_all(client, requests):
                reach.note(outcome)
        return reach

    with pytest.raises(NoSourceReachable, match="none of 5 requests"):
        run(work()).check()


def test_n9_one_answer_is_enough_to_go_on():
    async def work():
        reach = Reach()
        table = names({"oldmere.example": ["127.0.0.1"]})
        async with serve({}) as server, fetcher(resolve=table) as client:
            for host in ("gone.example", "oldmere.example"):
                reach.note(await client.fetch(Request(server.url("/none", host))))
        return reach

    reach = run(work())
    reach.check()
    assert (reach.silent, reach.answered) == (1, 1)
