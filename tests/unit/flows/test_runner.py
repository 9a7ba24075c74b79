"""Runners without Prefect: order, laziness, bounds and exceptions of `map`."""

import itertools
import subprocess
import sys
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.runner import PlainRunner
from tasks.errors import RetryLater


def test_a_call_gives_the_functions_result():
    assert PlainRunner().call("add", lambda a, b: a + b, 2, 3) == 5


def test_a_call_raises_what_the_function_raises():
    with pytest.raises(ZeroDivisionError):
        PlainRunner().call("divide", lambda: 1 / 0)


def test_a_fault_that_passes_is_tried_again_and_no_other_fault():
    tries = []

    def fail_twice(fault):
        tries.append(fault)
        if len(tries) < 3:
            raise fault
        return "done"

    assert PlainRunner(retry_delays=(0, 0)).call("step", fail_twice, RetryLater("busy")) == "done"
    tries.clear()
    with pytest.raises(ValueError, match="wrong"):
        PlainRunner(retry_delays=(0, 0)).call("step", fail_twice, ValueError("wrong"))
    assert len(tries) == 1


def test_a_fault_that_does_not_pass_is_raised_after_the_last_try():
    tries = itertools.count()

    def fail(_):
        next(tries)
        raise RetryLater("the disk is busy")

    with pytest.raises(RetryLater, match="the disk is busy"):
        list(PlainRunner(retry_delays=(0, 0)).map("step", fail, ["one"], 1))
    assert next(tries) == 3


@given(items=st.lists(st.integers()), concurrency=st.integers(1, 5))
def test_map_gives_what_the_builtin_map_gives(items, concurrency):
    results = PlainRunner().map("negate", lambda item: -item, items, concurrency)
    assert list(results) == [-item for item in items]


def test_results_keep_the_order_of_items_when_later_ones_finish_first():
    delays = [0.2, 0.1, 0.0, 0.05]
    results = PlainRunner().map("wait", lambda delay: (time.sleep(delay), delay)[1], delays, 4)
    assert list(results) == delays


def test_items_may_be_endless_and_only_concurrency_plus_one_are_taken_ahead():
    taken = itertools.count()
    results = PlainRunner().map("pass", lambda item: item, (next(taken) for _ in iter(int, 1)), 3)
    assert next(results) == 0
    assert next(taken) == 4
    results.close()


def test_nothing_is_taken_before_the_first_result_is_asked_for():
    taken = itertools.count()
    PlainRunner().map("pass", lambda item: item, taken, 2)
    assert next(taken) == 0


@pytest.mark.parametrize("concurrency", [1, 3])
def test_no_more_items_than_the_concurrency_are_worked_on_at_once(concurrency):
    working, most, lock = 0, 0, threading.Lock()

    def work(_):
        nonlocal working, most
        with lock:
            working += 1
            most = max(most, working)
        time.sleep(0.01)
        with lock:
            working -= 1

    list(PlainRunner().map("work", work, range(12), concurrency))
    assert most == concurrency


def test_items_are_read_in_the_callers_thread():
    def items():
        for _ in range(3):
            yield threading.get_ident()

    results = PlainRunner().map("pass", lambda item: item, items(), 2)
    assert set(results) == {threading.get_ident()}


def test_an_exception_is_raised_where_its_result_is_due_and_the_others_are_waited_for():
    finished, second_began = [], threading.Event()

    def work(item):
        if item == 1:
            second_began.wait(10)
            raise ValueError("item 1")
        if item == 2:
            second_began.set()
            time.sleep(0.2)
        finished.append(item)
        return item

    results = PlainRunner().map("work", work, itertools.count(), 2)
    assert next(results) == 0
    with pytest.raises(ValueError, match="item 1"):
        next(results)
    assert 2 in finished
    assert list(results) == []


def test_an_exception_of_the_source_of_items_reaches_the_caller():
    def items():
        yield 1
        raise OSError("the folder is gone")

    with pytest.raises(OSError, match="the folder is gone"):
        list(PlainRunner().map("pass", lambda item: item, items(), 2))


def test_a_caller_that_stops_early_is_not_kept_waiting():
    let_go = threading.Event()
    results = PlainRunner().map("wait", lambda item: item and let_go.wait(20), range(9), 2)
    assert next(results) == 0
    started = time.monotonic()
    results.close()
    assert time.monotonic() - started < 1
    let_go.set()


def test_concurrency_below_one_is_refused_at_once():
    with pytest.raises(ValueError, match="concurrency of 'work' is 0"):
        PlainRunner().map("work", str, [1], 0)


def test_prefect_is_not_loaded_before_it_is_needed():
    code = (
        "import flows.runner, flows.scheduling.server, flows.scheduling.serve, sys; "
        "sys.exit('prefect' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
