"""H: answers that are late, wrong, hostile or only odd, from a real server on loopback."""

import gzip
import hashlib
import tracemalloc
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import brotli
import pytest

from tasks.errors import Fate
from tasks.fetch.decoding import zstd
from tasks.fetch.many import fetch_all
from tasks.fetch.outcome import Request, Wanted
from tasks.fetch.robots import RobotsState
from tasks.fetch.validators import Validators
from tests.faults.fetching import fetch, fetcher, run
from tests.faults.hostile_server import PAGE, redirect, reset, response, serve, silence

MEGABYTE = 2**20
#: As odd as servers send them: not to be parsed, quoted or corrected.
ODD = Validators('W/"a,b  c\xe9"', "Thu, 01 Jan 1970 00:00:00 +0000")


def fetch_from(answers, path="/news", **options):
    """The outcome of one path of a server, and the server."""

    async def work():
        async with serve(answers) as server:
            return await fetch(server.url(path), **options), server

    return run(work())


def not_modified(asked, _):
    is_known = asked.headers.get("if-none-match") == ODD.etag
    head = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    tags = (f"ETag: {ODD.etag}", f"Last-Modified: {ODD.last_modified}")
    return head if is_known else response(PAGE, *tags)


def test_h1_a_page_that_did_not_change_costs_a_head_and_keeps_its_validators():
    async def work():
        async with serve({"/news": not_modified}) as server, fetcher() as client:
            first = await client.fetch(Request(server.url("/news")))
            again = Request(server.url("/news"), validators=first.validators)
            return first, await client.fetch(again), server.asked[-1].headers

    first, second, headers = run(work())
    assert (first.validators.etag, first.validators.last_modified) == (ODD.etag, ODD.last_modified)
    assert headers["if-modified-since"] == ODD.last_modified
    assert (second.fate, second.http_status, second.body) == (Fate.UNCHANGED, 304, b"")
    assert second.validators == first.validators
    assert second.failure_weight == 0


def test_h1_a_304_that_nobody_asked_for_is_no_success():
    outcome, _ = fetch_from({"/news": b"HTTP/1.1 304 Not Modified\r\n\r\n"})
    assert outcome.fate is Fate.HTTP_ERROR


def test_h1_validators_are_sent_only_to_the_address_they_came_from():
    answers = {"/news": redirect("/today"), "/today": response()}
    outcome, server = fetch_from(answers, request={"validators": Validators('"a"')})
    assert outcome.fate is None
    assert [a.headers.get("if-none-match") for a in server.asked[1:]] == ['"a"', None]


def busy_once(status, *headers):
    """An answer that is refused the first time, and given the second."""
    left = [response(b"later", *headers, status=status), response()]
    return lambda *_: left.pop(0) if len(left) > 1 else left[0]


def in_an_hour():
    return format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
@pytest.mark.parametrize(
    ("value", "at_least", "at_most"),
    [
        pytest.param("0.2", 0.0, 0.19, id="broken: a fraction"),
        pytest.param("0", 0.0, 0.19, id="at once"),
        pytest.param("31536000", 0.3, 1.0, id="a year: the ceiling"),
        pytest.param(in_an_hour, 0.3, 1.0, id="a date: the ceiling"),
        pytest.param("Thu, 01 Jan 1970 00:00:00 GMT", 0.0, 0.19, id="the past"),
        pytest.param("-5", 0.0, 0.19, id="negative"),
        pytest.param("soon", 0.0, 0.19, id="broken: a word"),
        pytest.param("9" * 400, 0.0, 0.19, id="broken: endless"),
    ],
)
def test_h2_retry_after_is_kept_within_a_ceiling(status, value, at_least, at_most):
    value = value if isinstance(value, str) else value()
    outcome, server = fetch_from({"/news": busy_once(status, f"Retry-After: {value}")})
    assert (outcome.fate, outcome.tries) == (None, 2)
    first, second = (asked.at for asked in server.asked if asked.path == "/news")
    assert at_least <= second - first <= at_most


def test_h2_a_busy_host_does_not_stop_the_others():
    async def work():
        busy = response(b"later", "Retry-After: 1", status="503 Busy")
        async with (
            serve({"/news": busy}) as slow,
            serve({f"/{n}": response() for n in range(10)}) as quick,
            fetcher(limits={"retry_after_ceiling": 1.0, "tries": 2}) as client,
        ):
            requests = [Request(slow.url("/news"))]
            requests += [Request(quick.url(f"/{n}")) for n in range(10)]
            return [outcome.fate async for outcome in fetch_all(client, requests)]

    assert run(work()) == [None] * 10 + [Fate.SERVER_ERROR]


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
def test_h3_what_is_not_there_is_final(status):
    outcome, server = fetch_from({"/news": response(PAGE, status=status)})
    assert (outcome.fate, outcome.may_retry, outcome.body) == (Fate.NOT_FOUND, False, b"")
    assert outcome.http_status == int(status[:3])
    assert server.paths() == ["/news"]


@pytest.mark.parametrize("status", ["401 Unauthorized", "403 Forbidden"])
def test_h4_a_closed_door_is_blocked(status):
    outcome, server = fetch_from({"/news": response(PAGE, status=status)})
    assert (outcome.fate, outcome.may_retry) == (Fate.BLOCKED, False)
    assert server.paths() == ["/news"]


FORM = b'<form><input name=a><input type="password" name=b></form>'


@pytest.mark.parametrize(
    "answers",
    [
        {"/news": response(b"<html><title>Sign in | Oldmere Mail</title>" + FORM)},
        {"/news": redirect("/login?next=news"), "/login?next=news": response(b"<html>" + FORM)},
    ],
    ids=["by its title", "by a redirect"],
)
def test_h4_a_form_to_sign_in_is_a_login_page(answers):
    outcome, _ = fetch_from(answers)
    assert (outcome.fate, outcome.body) == (Fate.LOGIN_PAGE, b"")


def test_h4_an_article_with_a_password_field_in_its_menu_is_a_page():
    outcome, _ = fetch_from({"/news": response(PAGE.replace(b"<p>", FORM + b"<p>"))})
    assert outcome.fate is None


def test_h5_a_circle_of_redirects_is_left():
    outcome, server = fetch_from({"/a": redirect("/b"), "/b": redirect("/a")}, path="/a")
    assert outcome.fate is Fate.TOO_MANY_REDIRECTS
    assert server.paths() == ["/a", "/b"]


def test_h5_fifty_hops_end_at_the_limit():
    answers = {f"/{n}": redirect(f"/{n + 1}") for n in range(50)}
    outcome, server = fetch_from(answers, path="/0")
    assert outcome.fate is Fate.TOO_MANY_REDIRECTS
    assert len(server.paths()) == 11
    assert len(outcome.hops) == 10


@pytest.mark.parametrize(
    "target",
    ["file:///etc/hostname", "ftp://oldmere.example/a", "data:text/html,a", "about:a"],
)
def test_h5_a_redirect_to_another_scheme_is_refused(target):
    outcome, _ = fetch_from({"/news": redirect(target)})
    assert (outcome.fate, outcome.may_retry) == (Fate.REFUSED_SCHEME, False)


def test_h6_a_page_that_moved_for_ever_has_a_new_address_and_keeps_the_old():
    answers = {"/old": redirect("/mid", 301), "/mid": redirect("/new#top", 308), "/new": response()}
    outcome, server = fetch_from(answers, path="/old")
    assert outcome.moved_to == outcome.final_address == server.url("/new")
    assert [hop.address for hop in outcome.hops] == [server.url("/old"), server.url("/mid")]
    assert outcome.request.address == server.url("/old")


@pytest.mark.parametrize("last", [response(), response(status="404 Not Found")])
def test_h6_one_passing_hop_or_a_missing_end_moves_nothing(last):
    first = 302 if last == response() else 301
    answers = {"/old": redirect("/mid", first), "/mid": redirect("/new", 301), "/new": last}
    outcome, server = fetch_from(answers, path="/old")
    assert (outcome.moved_to, outcome.final_address) == (None, server.url("/new"))


@pytest.mark.parametrize("body", [b"", b" \r\n\t"])
def test_h7_a_page_without_a_body_is_empty(body):
    outcome, _ = fetch_from({"/news": response(body)})
    assert (outcome.fate, outcome.http_status) == (Fate.EMPTY, 200)


@pytest.mark.parametrize("title", ["404 - Oldmere Mail", "Page not found", "Not found"])
def test_h7_an_apology_with_status_200_is_no_article(title):
    outcome, _ = fetch_from({"/news": response(f"<html><title>{title}</title>Sorry.".encode())})
    assert outcome.fate is Fate.NOT_ARTICLE


@pytest.mark.parametrize("title", ["Not found guilty: Holt walks free", "Lost dog not found yet"])
def test_h7_a_headline_with_the_same_words_is_an_article(title):
    outcome, _ = fetch_from({"/news": response(f"<html><title>{title}</title>Text.".encode())})
    assert outcome.fate is None


@pytest.mark.parametrize("declared", ["text/xml", "text/plain", "application/octet-stream"])
def test_h8_html_under_another_name_is_accepted_and_noted(declared):
    outcome, _ = fetch_from({"/news": response(PAGE, content_type=declared)})
    assert (outcome.fate, outcome.media_type, outcome.body) == (None, "text/html", PAGE)
    assert outcome.notes == (f"HTML, declared as {declared}",)


@pytest.mark.parametrize(
    "body",
    [b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n...", b"\xff\xd8\xff\xe0", b"GIF89a", b"ab\0\0c"],
)
def test_h8_what_is_no_page_is_refused_though_it_says_so(body):
    outcome, _ = fetch_from({"/news": response(body, content_type="text/html")})
    assert (outcome.fate, outcome.body) == (Fate.NOT_HTML, b"")


def test_h8_a_feed_is_for_those_who_want_one():
    answers = {"/feed": response(b"<?xml version='1.0'?><rss/>", content_type="text/xml")}
    assert fetch_from(answers, "/feed")[0].fate is Fate.NOT_HTML
    outcome, _ = fetch_from(answers, "/feed", request={"wanted": Wanted.ANY})
    assert (outcome.fate, outcome.media_type) == (None, "application/xml")


def raw_deflate(body):
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


PACKERS = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


def packed(body, coding):
    return response(body, f"Content-Encoding: {coding}")


@pytest.mark.parametrize("coding", PACKERS)
def test_h9_each_coding_is_unpacked_and_the_packed_bytes_are_kept(coding):
    raw = PACKERS[coding](PAGE)
    outcome, server = fetch_from({"/news": packed(raw, coding)})
    assert (outcome.fate, outcome.body, outcome.raw_body) == (None, PAGE, raw)
    assert coding in server.asked[-1].headers["accept-encoding"]


@pytest.mark.parametrize("coding", PACKERS)
def test_h9_a_bomb_ends_at_the_limit_and_memory_stays_flat(coding):
    bomb = PACKERS[coding](bytes(100 * MEGABYTE))
    assert len(bomb) < MEGABYTE
    tracemalloc.start()
    try:
        outcome, _ = fetch_from(
            {"/news": packed(bomb, coding)}, limits={"unpacked_bytes": MEGABYTE}
        )
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (outcome.fate, outcome.body) == (Fate.TOO_LARGE, b"")
    assert peak < 8 * MEGABYTE


def test_h9_a_bomb_in_a_bomb_ends_at_the_limit():
    bomb = gzip.compress(gzip.compress(bytes(100 * MEGABYTE)))
    limits = {"unpacked_bytes": MEGABYTE}
    outcome, _ = fetch_from({"/news": packed(bomb, "gzip, gzip")}, limits=limits)
    assert outcome.fate is Fate.TOO_LARGE


def test_h9_a_body_packed_twice_is_unpacked_twice_said_or_not():
    twice = gzip.compress(gzip.compress(PAGE))
    said, _ = fetch_from({"/news": packed(twice, "gzip, gzip")})
    unsaid, _ = fetch_from({"/news": packed(twice, "gzip")})
    assert (said.body, said.notes) == (PAGE, ())
    assert (unsaid.body, unsaid.notes) == (PAGE, ("packed once more than its header says",))


def test_h9_deflate_without_its_head_is_read():
    outcome, _ = fetch_from({"/news": packed(raw_deflate(PAGE), "deflate")})
    assert outcome.body == PAGE


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        pytest.param(gzip.compress(PAGE)[:-8] + bytes(8), "gzip", id="wrong checksum"),
        pytest.param(gzip.compress(PAGE)[:-9], "gzip", id="gzip without its end"),
        pytest.param(zlib.compress(PAGE)[:-4] + bytes(4), "deflate", id="wrong adler checksum"),
        pytest.param(brotli.compress(PAGE)[:-3], "br", id="brotli without its end"),
        pytest.param(zstd.compress(PAGE)[:-3], "zstd", id="zstd without its end"),
        pytest.param(PAGE, "gzip", id="not packed at all"),
        pytest.param(PAGE, "br", id="not Brotli"),
        pytest.param(PAGE, "compress", id="unknown coding"),
        pytest.param(PAGE, "gzip, gzip, gzip, gzip", id="too many codings"),
    ],
)
def test_h9_what_cannot_be_unpacked_is_undecodable(body, coding):
    outcome, _ = fetch_from({"/news": packed(body, coding)})
    assert (outcome.fate, outcome.body) == (Fate.UNDECODABLE, b"")


@pytest.mark.parametrize("is_announced", [True, False])
def test_h9_a_body_over_the_limit_is_not_read_to_its_end(is_announced):
    sent = 0

    async def flood(_, writer):
        nonlocal sent
        framing = b"Content-Length: 99999999" if is_announced else b"Transfer-Encoding: chunked"
        writer.write(b"HTTP/1.1 200 OK\r\n" + framing + b"\r\n\r\n")
        while sent < 64 * MEGABYTE:
            sent += MEGABYTE
            writer.write(b"100000\r\n" + bytes(MEGABYTE) + b"\r\n")
            await writer.drain()

    outcome, _ = fetch_from({"/news": flood}, limits={"body_bytes": MEGABYTE})
    assert (outcome.fate, outcome.may_retry) == (Fate.TOO_LARGE, False)
    assert sent < 32 * MEGABYTE


def test_h10_the_same_bytes_again_are_unchanged():
    known = hashlib.sha256(PAGE).hexdigest()
    answers = {"/news": packed(gzip.compress(PAGE), "gzip")}
    request = {"known_digest": known, "validators": Validators('"ignored"')}
    outcome, _ = fetch_from(answers, request=request)
    assert (outcome.fate, outcome.http_status, outcome.body) == (Fate.UNCHANGED, 200, b"")
    other, _ = fetch_from(answers, request={"known_digest": "0" * 64})
    assert (other.fate, other.body) == (None, PAGE)


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param([f"X-Long: {'a' * 2 * MEGABYTE}"], id="one of two megabytes"),
        pytest.param([f"X-{n}: {'a' * 90}" for n in range(30_000)], id="thirty thousand"),
        pytest.param([f"X-{n}: {'a' * 90}" for n in range(800)], id="just over the limit"),
        pytest.param(["X-Bad: a\x00b"], id="NUL"),
        pytest.param(["X-Bad: a\x01b"], id="control character"),
        pytest.param(["X-Bad: a\x0bb"], id="vertical tab"),
        pytest.param(["no colon at all"], id="no colon"),
    ],
)
def test_h11_floods_and_control_characters_in_headers_are_refused(headers):
    outcome, _ = fetch_from({"/news": response(PAGE, *headers)})
    assert (outcome.fate, outcome.may_retry) == (Fate.BAD_HEADERS, False)


def test_h11_what_is_not_http_is_refused():
    outcome, _ = fetch_from({"/news": b"SSH-2.0-OpenSSH_9.6\r\n\r\n"})
    assert outcome.fate is Fate.BAD_HEADERS


PLAIN = "text/plain"
NO_NEWS = b"User-agent: *\nDisallow: /news\n"


@pytest.mark.parametrize(
    ("answer", "state", "is_allowed"),
    [
        pytest.param(response(b"", status="404 No"), RobotsState.MISSING, True, id="missing"),
        pytest.param(response(b"", status="403 No"), RobotsState.MISSING, True, id="forbidden"),
        pytest.param(response(PAGE), RobotsState.NOT_ROBOTS, True, id="HTML instead"),
        pytest.param(response(b"", content_type=PLAIN), RobotsState.RULES, True, id="empty"),
        pytest.param(
            response(NO_NEWS, content_type=PLAIN), RobotsState.RULES, False, id="disallows all"
        ),
        pytest.param(
            response(b"User-agent: Dateline\nDisallow: /\n\nUser-agent: *\nAllow: /\n"),
            RobotsState.RULES,
            False,
            id="disallows us",
        ),
        pytest.param(
            response(b"User-agent: other\nDisallow: /\n"), RobotsState.RULES, True, id="others"
        ),
        pytest.param(response(b"\xef\xbb\xbf" + NO_NEWS), RobotsState.RULES, False, id="BOM first"),
        pytest.param(
            response(NO_NEWS + b"# filler\n" * 70_000), RobotsState.RULES, False, id="600 KiB"
        ),
        pytest.param(
            response(b"# filler\n" * 70_000 + NO_NEWS),
            RobotsState.RULES,
            True,
            id="rules beyond the limit",
        ),
        pytest.param(
            response(gzip.compress(NO_NEWS), "Content-Encoding: gzip"),
            RobotsState.RULES,
            False,
            id="packed",
        ),
        pytest.param(redirect("/rules"), RobotsState.RULES, False, id="moved"),
        pytest.param(redirect("/robots.txt"), RobotsState.LOST, True, id="a circle"),
        pytest.param(
            response(b"", status="500 Oh"), RobotsState.UNREACHABLE, False, id="server error"
        ),
        pytest.param(
            response(b"", status="429 Slow"), RobotsState.UNREACHABLE, False, id="slow down"
        ),
        pytest.param(
            response(NO_NEWS, length=9_999), RobotsState.UNREACHABLE, False, id="cut short"
        ),
    ],
)
def test_h12_robots_txt_is_read_as_rfc_9309_says(answer, state, is_allowed):
    answers = {"/robots.txt": answer, "/rules": response(NO_NEWS), "/news": response()}
    outcome, server = fetch_from(answers)
    assert outcome.robots.state is state
    assert outcome.robots.is_allowed is is_allowed
    assert outcome.robots.reason
    assert outcome.fate is (None if is_allowed else Fate.BLOCKED_BY_ROBOTS)
    assert ("/news" in server.paths()) is is_allowed


@pytest.mark.parametrize(
    ("answer", "fate"), [(reset, Fate.CONNECTION_FAILED), (silence, Fate.TIMED_OUT)]
)
def test_h12_a_host_that_gives_no_robots_txt_is_not_asked_for_pages(answer, fate):
    limits = {"read_seconds": 0.2, "tries": 1}
    outcome, server = fetch_from({"/robots.txt": answer, "/news": response()}, limits=limits)
    assert outcome.fate is fate
    assert "robots.txt" in outcome.reason
    assert server.paths() == []


def test_h12_robots_txt_is_asked_for_once_and_known_to_the_next_run():
    async def work():
        answers = {f"/{n}": response() for n in range(10)}
        async with serve({**answers, "/robots.txt": response(b"User-agent: *\n")}) as server:
            async with fetcher() as client:
                requests = [Request(server.url(f"/{n}")) for n in range(9)]
                fates = [o.fate async for o in fetch_all(client, requests)]
            await fetch(server.url("/9"), known_robots=client.robots.all())
            return fates, [asked.path for asked in server.asked]

    fates, paths = run(work())
    assert fates == [None] * 9
    assert paths.count("/robots.txt") == 1


def test_h12_a_crawl_delay_is_kept_up_to_a_ceiling():
    async def work():
        answers = {f"/{n}": response() for n in range(4)}
        answers["/robots.txt"] = response(b"User-agent: *\nCrawl-delay: 86400\n")
        async with serve(answers) as server, fetcher(limits={"crawl_delay_ceiling": 0.1}) as client:
            requests = [Request(server.url(f"/{n}")) for n in range(4)]
            async for _ in fetch_all(client, requests):
                pass
            return [asked.at for asked in server.asked if asked.path != "/robots.txt"]

    times = run(work())
    assert all(later - earlier > 0.08 for earlier, later in pairwise(times))
