"""How a run calls its steps: one interface, so that the recipe reads the same without Prefect.

What comes in: a step's name, its function and its arguments. What goes out: the function's result.
A runner decides where and with what record a step runs, and repeats one whose fault may pass; it
never looks into arguments or results, and never swallows an exception. The runner that keeps a
record in Prefect is `flows/scheduling/prefect_runner.py`; this module never imports Prefect.
"""

import random
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, TypeVar

from tasks.errors import RetryLater

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Seconds before each further try of a step that raised `RetryLater`, and the share by which each
#: may be longer, so that batches that failed together do not come back together.
RETRY_DELAYS = (1.0, 5.0, 20.0)
RETRY_JITTER = 0.5


class Runner(Protocol):
    """What a recipe may ask of whoever runs its steps."""

    def call(self, name: str, function: Callable[..., Result], *args: object) -> Result:
        """One step of the run: the result of `function(*args)`, or what it raised.

        `RetryLater` is raised only after a try for each of RETRY_DELAYS.
        """
        ...

    def map(
        self,
        name: str,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        concurrency: int,
    ) -> Iterator[Result]:
        """`function` of each item, in threads; see `map_in_threads` for what is promised."""
        ...


class PlainRunner:
    """Runs steps as plain function calls and items in plain threads; keeps no record.

    Args:
        retry_delays: seconds before each further try of what raised `RetryLater`.
    """

    def __init__(self, retry_delays: tuple[float, ...] = RETRY_DELAYS) -> None:
        self._retry_delays = retry_delays

    def call(self, name: str, function: Callable[..., Result], *args: object) -> Result:
        """The result of `function(*args)`."""
        for delay in self._retry_delays:
            try:
                return function(*args)
            except RetryLater:
                time.sleep(delay * random.uniform(1, 1 + RETRY_JITTER))
        return function(*args)

    def map(
        self,
        name: str,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        concurrency: int,
    ) -> Iterator[Result]:
        """`function` of each item, as `map_in_threads` gives it."""
        return map_in_threads(
            name, lambda _, item: self.call(name, function, item), items, concurrency
        )


def map_in_threads(
    name: str,
    function: Callable[[int, Item], Result],
    items: Iterable[Item],
    concurrency: int,
) -> Iterator[Result]:
    """`function(number, item)` of each item, numbered from 1, in the order of the items.

    Lazy: an item is taken from `items` only when fewer than `concurrency` + 1 are in flight (taken,
    and their result not yet handed out), so `items` may be endless. `items` is only ever read in
    the caller's thread.

    An exception of one item is raised where its result is due; the others in flight are waited for
    first, those not yet begun are not begun. Whoever stops early or is interrupted is not kept
    waiting: close what the items use, such as a worker pool, and they end.

    Args:
        name: what the threads are called.
        concurrency: how many items may be worked on at the same time, 1 or more.
    """
    if concurrency < 1:
        raise ValueError(f"concurrency of {name!r} is {concurrency}, must be 1 or more")
    return _results(name, function, items, concurrency)


def _results(
    name: str, function: Callable[[int, Item], Result], items: Iterable[Item], concurrency: int
) -> Iterator[Result]:
    threads = ThreadPoolExecutor(concurrency, thread_name_prefix=name)
    in_flight: deque[Future[Result]] = deque()
    is_waiting = True
    try:
        for number, item in enumerate(items, start=1):
            in_flight.append(threads.submit(function, number, item))
            if len(in_flight) > concurrency:
                yield in_flight.popleft().result()
        while in_flight:
            yield in_flight.popleft().result()
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        is_waiting = False
        raise
    finally:
        threads.shutdown(wait=is_waiting, cancel_futures=True)
