"""Steps and items of a run as Prefect task runs, in threads of this process.

What comes in: the same calls as for `flows.runner.PlainRunner`, made inside a flow run. What goes
out: the same results, in the same order. It keeps no result and no cache in Prefect: what must not
be done twice, the warehouse knows. Arguments and results pass by Prefect, which would walk through
every document of a batch in search of futures, and could hold it until the run ends.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextvars import copy_context
from typing import Any, TypeVar

from prefect import Task, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun

from flows.runner import RETRY_DELAYS, RETRY_JITTER, map_in_threads
from tasks.errors import RetryLater

Item = TypeVar("Item")
Result = TypeVar("Result")


class PrefectRunner:
    """Runs each step and each item as a Prefect task run. Use it inside a flow run only.

    task_run_count: how many task runs it has begun; a server of ours is given time to record them.
    """

    def __init__(self) -> None:
        self.task_run_count = 0
        self._count_lock = threading.Lock()

    def call(self, name: str, function: Callable[..., Result], *args: object) -> Result:
        """The result of `function(*args)`, as one task run called `name`."""
        return self._run_task(name, name, lambda: function(*args))

    def map(
        self,
        name: str,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        concurrency: int,
    ) -> Iterator[Result]:
        """`function` of each item as `map_in_threads` gives it; task runs "name 1", "name 2" ..."""
        flow_context = copy_context()  # a new thread knows of no flow run

        def run(number: int, item: Item) -> Result:
            # Each item has a copy of its own: a context can be entered by one thread at a time.
            return flow_context.copy().run(
                self._run_task, name, f"{name} {number}", lambda: function(item)
            )

        return map_in_threads(name, run, items, concurrency)

    def _run_task(self, name: str, task_run_name: str, work: Callable[[], Result]) -> Result:
        with self._count_lock:
            self.task_run_count += 1
        results: list[Result] = []
        task(
            lambda: results.append(work()),
            name=name,
            task_run_name=task_run_name,
            retries=len(RETRY_DELAYS),
            retry_delay_seconds=list(RETRY_DELAYS),
            retry_jitter_factor=RETRY_JITTER,
            retry_condition_fn=_may_pass,
            cache_policy=NO_CACHE,
            persist_result=False,
            log_prints=False,
        )()
        return results[-1]


def _may_pass(task: Task[..., Any], task_run: TaskRun, state: State[Any]) -> bool:
    """Whether the failure is one that waiting may cure."""
    return isinstance(state.data, RetryLater)
