"""Many hosts at once: lazily, each at its pace, with nothing lost."""

import asyncio
from collections import Counter

import pytest

from tasks.errors import ConfigurationFault, Fate
from tasks.fetch.limits import Agent
from tasks.fetch.many import fetch_all
from tasks.fetch.outcome import Request
from tests.faults.fetching import fetcher, run
from tests.faults.hostile_server import response, serve

HOSTS = 20


def any_host(host, port):
    async def resolve():
        return ["127.0.0.1"]

    return resolve()


def test_each_request_has_one_outcome_and_no_more_is_read_ahead_than_the_limit():
    read, most_ahead = 0, 0

    def requests(server):
        nonlocal read
        for number in range(400):
            read += 1
            yield Request(server.url(f"/{number}", f"paper{number % HOSTS}.example"))

    async def work():
        nonlocal most_ahead
        answers = {f"/{n}": response() for n in range(400)}
        limits = {"requests_waiting": 50, "hosts_at_once": 5}
        async with serve(answers) as server, fetcher(limits=limits, resolve=any_host) as client:
            done = Counter()
            async for outcome in fetch_all(client, requests(server)):
                most_ahead = max(most_ahead, read - done.total())
                done[outcome.request.address, outcome.fate] += 1
            return done

    done = run(work())
    assert done.total() == len(done) == 400
    assert {fate for _, fate in done} == {None}
    assert most_ahead <= 50


def test_bad_addresses_have_outcomes_like_the_others():
    async def work():
        addresses = ["", "no address", "http://[", "mailto:desk@oldmere.example", "http://"]
        async with fetcher() as client:
            return [o.fate async for o in fetch_all(client, map(Request, addresses))]

    fates = run(work())
    assert len(fates) == 5
    assert set(fates) == {Fate.REFUSED_SCHEME, Fate.REFUSED_ADDRESS}


def test_a_caller_that_leaves_early_leaves_no_task_behind():
    async def work():
        answers = {f"/{n}": response() for n in range(50)}
        async with serve(answers) as server, fetcher(resolve=any_host) as client:
            before = asyncio.all_tasks()
            requests = (Request(server.url(f"/{n}", f"paper{n}.example")) for n in range(50))
            outcomes = fetch_all(client, requests)
            await anext(outcomes)
            await outcomes.aclose()
            names = [task.get_coro().__qualname__ for task in asyncio.all_tasks() - before]
            return [name for name in names if "lane" in name]

    assert run(work()) == []


def test_a_fault_of_the_stream_of_requests_reaches_the_caller():
    def requests():
        yield Request("http://10.0.0.7/")
        raise ZeroDivisionError

    async def work():
        async with fetcher() as client:
            async for _ in fetch_all(client, requests()):
                pass

    with pytest.raises(ZeroDivisionError):
        run(work())


def test_who_asks_is_told_and_can_be_reached():
    async def work():
        async with serve({"/": response()}) as server, fetcher() as client:
            await client.fetch(Request(server.url("/")))
            return [asked.headers["user-agent"] for asked in server.asked]

    agents = run(work())
    assert len(agents) == 2  # robots.txt is asked for under the same name
    assert all(a.startswith("Dateline/") and "desk@tarnwick-post" in a for a in agents)


@pytest.mark.parametrize("contact", ["", "nobody", "a@b\r\nX-Evil: 1"])
def test_an_agent_that_cannot_be_reached_does_not_start(contact):
    with pytest.raises(ConfigurationFault, match="reach"):
        Agent(contact)


def test_a_slow_page_does_not_stop_the_next_of_its_host():
    both_asked = asyncio.Event()

    async def slow(*_):
        if len(server.paths()) == 2:
            both_asked.set()
        await both_asked.wait()
        return response()

    async def work():
        nonlocal server
        async with serve({"/a": slow, "/b": slow}) as server, fetcher(limits=one_try) as client:
            requests = [Request(server.url(path)) for path in ("/a", "/b")]
            return [outcome.fate async for outcome in fetch_all(client, requests)]

    server, one_try = None, {"tries": 1, "read_seconds": 1.0}
    assert run(work()) == [None, None]


def test_more_hosts_than_may_be_open_at_once_take_turns_and_nothing_is_lost():
    # Pools of connections are closed to make room, while other requests look for theirs.
    async def work():
        answers = {f"/{n}": response() for n in range(300)}
        limits = {"hosts_at_once": 8, "host_interval": 0.0}
        async with serve(answers) as server, fetcher(limits=limits, resolve=any_host) as client:
            requests = [Request(server.url(f"/{n}", f"paper{n % 100}.example")) for n in range(300)]
            return [outcome.fate async for outcome in fetch_all(client, requests)]

    assert run(work()) == [None] * 300
