"""The worker pool: results, and each way a worker can fail, with real processes."""

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from tasks.errors import Fate, TooLarge
from tasks.workers import NoWorkers, WorkerDied, WorkerOutOfMemory, WorkerPool, WorkerTimedOut

MEGABYTE = 2**20

#: A module that only the workers import: they must find what the parent's `sys.path` finds.
SAMPLE_WORK = """
import ctypes
from tasks.errors import BadInput, TooLarge

prepared = []

def prepare(word):
    prepared.append(word)

def what_was_prepared():
    return prepared

def fail_to_prepare():
    raise ValueError("no such model: sample")

def refuse(limit):
    raise TooLarge(f"sample.txt is over {limit} bytes")

class Fussy(Exception):
    def __init__(self, one, two):
        super().__init__(one)

def raise_what_cannot_be_pickled():
    raise Fussy("one", "two")

def read_null_pointer():
    ctypes.string_at(0)

def recurse(depth):
    return [] if depth == 0 else [recurse(depth - 1)]

def spin_in_c():
    sum(range(10**12))

def print_and_return():
    print("stray output")
    return 1
"""


@pytest.fixture
def sample_work(tmp_path, monkeypatch):
    """A fresh importable module, under a name of its own so that tests do not share it."""
    name = f"sample_work_{os.getpid()}_{time.monotonic_ns()}"
    (tmp_path / f"{name}.py").write_text(SAMPLE_WORK)
    monkeypatch.syspath_prepend(tmp_path)
    return __import__(name)


@pytest.fixture
def pool(sample_work):
    with WorkerPool(2) as pool:
        yield pool


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def wait_until(condition, seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def test_a_result_comes_back_from_another_process(pool):
    assert pool.run(max, 3, 4, deadline=10) == 4
    assert pool.run(os.getpid, deadline=10) != os.getpid()


def test_calls_one_after_the_other_share_one_worker(pool):
    assert len({pool.run(os.getpid, deadline=10) for _ in range(5)}) == 1


def test_threads_use_as_many_workers_as_the_pool_has(pool):
    started = time.monotonic()
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: pool.run(time.sleep, 0.4, deadline=10), range(4)))
    assert 0.8 <= time.monotonic() - started < 1.5


def test_what_the_function_raises_is_raised_with_its_fate_and_the_workers_traceback(
    pool, sample_work
):
    with pytest.raises(TooLarge, match="over 7 bytes") as raised:
        pool.run(sample_work.refuse, 7, deadline=10)
    assert raised.value.fate is Fate.TOO_LARGE
    assert "in refuse" in raised.value.__notes__[0]


def test_an_exception_that_cannot_be_pickled_still_says_what_happened(pool, sample_work):
    with pytest.raises(RuntimeError, match="Fussy: one"):
        pool.run(sample_work.raise_what_cannot_be_pickled, deadline=10)


def test_sys_exit_in_a_function_does_not_end_the_parent(pool):
    with pytest.raises(RuntimeError, match="SystemExit: 3"):
        pool.run(sys.exit, 3, deadline=10)


def test_a_result_that_cannot_be_pickled_is_the_functions_error(pool):
    with pytest.raises(TypeError, match="pickle"):
        pool.run(threading.Lock, deadline=10)
    assert pool.run(abs, -1, deadline=10) == 1


def test_an_argument_that_cannot_be_pickled_takes_no_worker(pool):
    with pytest.raises((pickle.PicklingError, AttributeError)):
        pool.run(lambda: 1, deadline=10)
    assert pool.run(abs, -1, deadline=10) == 1


def test_p1_a_function_past_its_deadline_is_killed_even_inside_c_code(pool, sample_work):
    started = time.monotonic()
    with pytest.raises(WorkerTimedOut, match=r"spin_in_c did not finish within 0.5 s"):
        pool.run(sample_work.spin_in_c, deadline=0.5)
    assert time.monotonic() - started < 3
    assert pool.run(abs, -1, deadline=10) == 1


def test_a_deadline_hits_only_the_worker_that_missed_it(pool):
    with ThreadPoolExecutor(2) as threads:
        other = threads.submit(pool.run, time.sleep, 1, deadline=10)
        with pytest.raises(WorkerTimedOut):
            pool.run(time.sleep, 60, deadline=0.2)
        assert other.result() is None


@pytest.mark.parametrize(
    ("function", "args", "cause"),
    [
        (os.abort, (), "SIGABRT"),
        (os._exit, (3,), "exit code 3"),
        (signal.raise_signal, (signal.SIGKILL,), "SIGKILL"),
    ],
)
def test_a_worker_that_dies_is_replaced_and_the_cause_named(pool, function, args, cause):
    with pytest.raises(WorkerDied, match=cause):
        pool.run(function, *args, deadline=10)
    assert pool.run(abs, -1, deadline=10) == 1


def test_a_segmentation_fault_is_a_dead_worker(pool, sample_work):
    with pytest.raises(WorkerDied, match="SIGSEGV"):
        pool.run(sample_work.read_null_pointer, deadline=10)


def test_a_worker_killed_while_idle_costs_no_call(pool):
    for _ in range(3):
        os.kill(pool.run(os.getpid, deadline=10), signal.SIGKILL)
        assert pool.run(abs, -1, deadline=10) == 1


def test_the_pool_survives_the_death_of_the_process_that_starts_workers(pool):
    pool.run(abs, -1, deadline=10)
    os.kill(pool.run(os.getppid, deadline=10), signal.SIGKILL)
    assert wait_until(lambda: pool.run(abs, -1, deadline=10) == 1)


def test_d6_a_function_over_the_memory_limit_loses_its_worker_only():
    with WorkerPool(1, memory_limit=500 * MEGABYTE) as pool:
        first = pool.run(os.getpid, deadline=10)
        with pytest.raises(WorkerOutOfMemory, match="524,288,000 bytes"):
            pool.run(bytes, 2_000 * MEGABYTE, deadline=10)
        assert pool.run(os.getpid, deadline=10) != first


def test_a_result_nested_too_deep_to_send_is_the_functions_error(pool, sample_work):
    with pytest.raises(RecursionError):
        pool.run(sample_work.recurse, 900, deadline=10)
    assert pool.run(abs, -1, deadline=10) == 1


def test_large_arguments_and_results_pass(pool):
    body = os.urandom(MEGABYTE) * 8
    assert pool.run(bytes, body, deadline=20) == body


def test_preparation_happens_once_and_every_worker_has_it(sample_work):
    prepare = partial(sample_work.prepare, "sample")
    with WorkerPool(2, prepare=prepare) as pool, ThreadPoolExecutor(2) as threads:
        answers = threads.map(
            lambda _: pool.run(sample_work.what_was_prepared, deadline=10), range(4)
        )
        assert list(answers) == [["sample"]] * 4


def template_of(pool) -> int:
    return pool.run(os.getppid, deadline=10)


def test_the_next_pool_that_prepares_the_same_has_no_need_to(sample_work, monkeypatch):
    same = partial(sample_work.prepare, "same")
    with WorkerPool(2, prepare=same) as pool:
        first, worker = template_of(pool), pool.run(os.getpid, deadline=10)
    assert wait_until(lambda: not is_running(worker))
    with WorkerPool(1, prepare=same) as pool:
        assert template_of(pool) == first
        assert pool.run(sample_work.what_was_prepared, deadline=10) == ["same"]
        with WorkerPool(1, prepare=same) as beside:
            assert template_of(beside) != first
    with WorkerPool(1, prepare=partial(sample_work.prepare, "other")) as pool:
        assert pool.run(sample_work.what_was_prepared, deadline=10) == ["other"]
    assert not is_running(first)
    with WorkerPool(1, prepare=same) as pool:
        second = template_of(pool)
    monkeypatch.setenv("DATELINE_SAMPLE", "another surrounding")
    with WorkerPool(1, prepare=same) as pool:
        assert template_of(pool) != second


@pytest.mark.parametrize("how", ["an exception", "a call that runs", "its template was killed"])
def test_a_pool_that_did_not_end_at_rest_leaves_nothing_to_the_next(sample_work, how):
    prepare = partial(sample_work.prepare, "sample")
    with (
        contextlib.suppress(LookupError),
        ThreadPoolExecutor(1) as threads,
        WorkerPool(2, prepare=prepare) as pool,
    ):
        template = template_of(pool)
        if how == "an exception":
            raise LookupError
        if how == "a call that runs":
            threads.submit(pool.run, time.sleep, 60, deadline=60)
            time.sleep(0.2)
        else:
            os.kill(template, signal.SIGKILL)
    with WorkerPool(1, prepare=prepare) as pool:
        assert template_of(pool) != template
    assert wait_until(lambda: not is_running(template))


def test_what_preparation_raises_every_call_raises(sample_work):
    with WorkerPool(1, prepare=sample_work.fail_to_prepare) as pool:
        for _ in range(2):
            with pytest.raises(ValueError, match="no such model: sample"):
                pool.run(abs, -1, deadline=10)


def test_preparation_that_kills_its_process_stops_the_run():
    with (
        WorkerPool(1, prepare=os.abort) as pool,
        pytest.raises(NoWorkers, match=r"SIGABRT.*doctor"),
    ):
        pool.run(abs, -1, deadline=10)


def test_stray_output_of_a_function_never_reaches_standard_output(tmp_path, sample_work):
    script = tmp_path / "prints.py"
    script.write_text(
        f"import {sample_work.__name__} as work\n"
        "from tasks.workers import WorkerPool\n"
        "with WorkerPool(1) as pool:\n"
        "    print(pool.run(work.print_and_return, deadline=10))\n"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"


def test_closing_ends_running_calls_and_all_processes_at_once():
    pool = WorkerPool(2)
    pids = [pool.run(os.getpid, deadline=10), pool.run(os.getppid, deadline=10)]
    with ThreadPoolExecutor(2) as threads:
        calls = [threads.submit(pool.run, time.sleep, 60, deadline=60) for _ in range(2)]
        time.sleep(0.2)
        started = time.monotonic()
        pool.close()
        for call in calls:
            with pytest.raises(NoWorkers, match="pool was closed"):
                call.result()
    assert time.monotonic() - started < 2
    assert wait_until(lambda: not any(map(is_running, pids)))
    with pytest.raises(NoWorkers, match="pool is closed"):
        pool.run(abs, -1, deadline=10)


def test_a_pool_needs_at_least_one_worker():
    with pytest.raises(ValueError, match="workers is 0"):
        WorkerPool(0)


PARENT_WITH_BUSY_WORKER = """
import os, sys, threading, time
from tasks.workers import WorkerPool
pool = WorkerPool(2)
ids = [pool.run(os.getpid, deadline=10), pool.run(os.getppid, deadline=10)]
threading.Thread(target=pool.run, args=(sum, range(10**12)), kwargs={"deadline": 60}).start()
time.sleep(0.3)
try:
    print(*ids, flush=True)
    time.sleep(60)
except KeyboardInterrupt:
    print("interrupted", pool.run(abs, -1, deadline=10), flush=True)
    os._exit(130)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel ends the children on Linux only")
def test_d1_no_worker_survives_kill_9_of_the_parent():
    with subprocess.Popen(
        [sys.executable, "-c", PARENT_WITH_BUSY_WORKER], stdout=subprocess.PIPE, text=True
    ) as parent:
        pids = [int(word) for word in parent.stdout.readline().split()]
        assert all(map(is_running, pids))
        parent.kill()
    assert wait_until(lambda: not any(map(is_running, pids)), seconds=5)


def test_d2_ctrl_c_reaches_the_parent_only():
    with subprocess.Popen(
        [sys.executable, "-c", PARENT_WITH_BUSY_WORKER],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as parent:
        parent.stdout.readline()
        os.killpg(parent.pid, signal.SIGINT)  # what a terminal does
        assert parent.stdout.readline() == "interrupted 1\n"
        assert parent.wait(10) == 130
