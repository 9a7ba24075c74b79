"""Turns: how soon, how many, whether at all. Intervals are milliseconds."""

import asyncio
import time
from itertools import pairwise

from tasks.fetch.limits import FetchLimits
from tasks.fetch.pace import Hold, Pace

INTERVAL = 0.02


def start_times(pace, hosts):
    """When each turn began, by host; all are asked for at once."""
    times = {host: [] for host in hosts}

    async def take(host):
        async with pace.turn(host):
            times[host].append(time.monotonic())

    async def take_all():
        await asyncio.gather(*(take(host) for host in hosts))

    asyncio.run(take_all())
    return times


def test_turns_of_one_host_are_an_interval_apart():
    pace = Pace(FetchLimits(host_interval=INTERVAL, host_requests=8))
    (times,) = start_times(pace, ["oldmere"] * 8).values()
    assert len(times) == 8
    assert all(later - earlier >= INTERVAL for earlier, later in pairwise(times))


def test_the_interval_begins_when_the_request_has_been_sent():
    pace = Pace(FetchLimits(host_interval=INTERVAL, host_requests=2))
    sent_at = []

    async def take():
        async with pace.turn("oldmere") as sent:
            if not sent_at:
                await asyncio.sleep(3 * INTERVAL)  # it has to connect
            sent_at.append(time.monotonic())
            sent()

    async def take_both():
        await asyncio.gather(take(), take())

    asyncio.run(take_both())
    first, second = sent_at
    assert second - first >= INTERVAL


def test_hosts_do_not_wait_for_one_another():
    pace = Pace(FetchLimits(host_interval=60.0))
    times = start_times(pace, [f"paper{n}" for n in range(100)])
    assert all(len(turns) == 1 for turns in times.values())


def test_no_more_turns_at_once_than_places():
    pace = Pace(FetchLimits(host_interval=0.0, host_requests=2))
    inside, most = 0, 0

    async def take():
        nonlocal inside, most
        async with pace.turn("oldmere") as sent:
            sent()
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.002)
            inside -= 1

    async def take_all():
        await asyncio.gather(*(take() for _ in range(10)))

    asyncio.run(take_all())
    assert most == 2


def test_a_crawl_delay_lengthens_the_interval_up_to_its_ceiling_and_never_shortens_it():
    limits = FetchLimits(host_interval=INTERVAL, crawl_delay_ceiling=2 * INTERVAL)
    for wished, kept in ((100.0, 2 * INTERVAL), (0.001, INTERVAL)):
        pace = Pace(limits)
        pace.slow_down("oldmere", wished)
        first, second = start_times(pace, ["oldmere"] * 2)["oldmere"]
        assert kept <= second - first < 1.0


def test_a_turn_waits_as_long_as_the_host_asked_though_it_was_promised_before():
    pace = Pace(FetchLimits(host_interval=INTERVAL))

    async def work():
        async with pace.turn("oldmere"):
            waiting = asyncio.create_task(take())
            await asyncio.sleep(INTERVAL / 2)  # it waits for the interval already
            pace.wait("oldmere", 0.1)
            asked = time.monotonic()
        return await waiting - asked

    async def take():
        async with pace.turn("oldmere"):
            return time.monotonic()

    assert asyncio.run(work()) >= 0.1


def test_holds_are_kept_from_run_to_run_and_end():
    first = Pace(FetchLimits())
    first.hold("oldmere", 60.0, "it refused connections")
    first.hold("tarnwick", -1.0, "long ago")
    second = Pace(FetchLimits(), first.holds())
    assert second.holds().keys() == {"oldmere"}
    hold = second.hold_of("oldmere")
    assert 59 < hold.seconds <= 60
    assert hold.reason == "it refused connections"
    assert second.hold_of("tarnwick") is None
    assert Pace(FetchLimits(), {"a": Hold(0.0, "over")}).hold_of("a") is None


def test_only_so_many_hosts_are_remembered_and_those_on_hold_are():
    pace = Pace(FetchLimits(host_interval=0.0, hosts_remembered=10))
    pace.hold("oldmere", 60.0, "it refused connections")
    start_times(pace, [f"paper{n}" for n in range(50)])
    start_times(pace, [f"later{n}" for n in range(50)])
    assert len(pace._hosts) <= 60  # those of one gathering are in use together
    assert pace.hold_of("oldmere")
