"""What a robots.txt allows, and what its absence means."""

import asyncio

import pytest

from tasks.errors import Fate
from tasks.fetch.addresses import parse_address
from tasks.fetch.exchange import Reply
from tasks.fetch.faults import FetchFault
from tasks.fetch.limits import FetchLimits
from tasks.fetch.robots import RobotsState, judge_address, read_robots
from tasks.fetch.robots_book import RobotsBook

ORIGIN = "https://oldmere.example"
RULES = b"User-agent: *\nDisallow: /private\nAllow: /private/open\nDisallow: /*.pdf$\n"


@pytest.mark.parametrize(
    ("path", "is_allowed"),
    [
        ("/news", True),
        ("/private/a", False),
        ("/private/open/a", True),  # the longest match wins, wherever it stands
        ("/a.pdf", False),
        ("/a.pdf?b", True),
        ("/Private", True),
    ],
)
def test_the_longest_match_decides(path, is_allowed):
    robots = read_robots(ORIGIN, 200, RULES, 0.0, 512_000)
    assert judge_address(robots, ORIGIN + path, "Dateline").is_allowed is is_allowed


def test_what_is_read_ends_with_a_whole_line():
    body = b"User-agent: *\nDisallow: /private\n"
    cut = read_robots(ORIGIN, 200, body, 0.0, len(body) - 7)
    assert judge_address(cut, ORIGIN + "/p", "Dateline").is_allowed
    whole = read_robots(ORIGIN, 200, body, 0.0, len(body))
    assert not judge_address(whole, ORIGIN + "/private", "Dateline").is_allowed


def test_broken_bytes_between_the_rules_cost_their_line():
    robots = read_robots(ORIGIN, 200, b"\xff\xfe\x00\n" + RULES, 0.0, 512_000)
    assert not judge_address(robots, ORIGIN + "/private", "Dateline").is_allowed


def ask_book(book, answer):
    async def ask(address):
        assert str(address) == f"{ORIGIN}/robots.txt"
        if isinstance(answer, FetchFault):
            raise answer
        status, body = answer
        return Reply(address, status, "HTTP/1.1", (), body)

    return asyncio.run(book.verdict(parse_address(f"{ORIGIN}/private"), ask))


def test_old_rules_hold_while_the_host_cannot_tell_its_new_ones():
    old = read_robots(ORIGIN, 200, RULES, 0.0, 512_000)
    limits = FetchLimits(robots_stale_seconds=float("inf"))
    verdict = ask_book(RobotsBook("Dateline", limits, [old]), (500, b""))
    assert (verdict.state, verdict.is_allowed) == (RobotsState.RULES, False)


def test_rules_of_thirty_days_ago_are_forgotten():
    old = read_robots(ORIGIN, 404, b"", 0.0, 512_000)
    verdict = ask_book(RobotsBook("Dateline", FetchLimits(), [old]), (500, b""))
    assert (verdict.state, verdict.may_change) == (RobotsState.UNREACHABLE, True)


def test_rules_of_yesterday_are_read_anew():
    old = read_robots(ORIGIN, 200, RULES, 0.0, 512_000)
    verdict = ask_book(RobotsBook("Dateline", FetchLimits(), [old]), (404, b""))
    assert (verdict.state, verdict.is_allowed) == (RobotsState.MISSING, True)


def test_a_dead_host_is_told_as_such_and_not_as_forbidden():
    fault = FetchFault("no such name", Fate.DNS_ERROR, may_retry=True)
    with pytest.raises(FetchFault) as caught:
        ask_book(RobotsBook("Dateline", FetchLimits()), fault)
    assert caught.value is fault
