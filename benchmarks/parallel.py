"""Work in worker processes, as a run does it: a bad input costs itself.

In: an importable function and its arguments, many times. Out: results in order, and for each call
that failed the reason. Never measures time: functions that want to, measure their own CPU seconds,
which other programs on the machine do not change.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from config.settings import Settings
from tasks.errors import BadInput
from tasks.workers import WorkerFault, WorkerPool

Result = TypeVar("Result")

#: What a fault of the pipeline looks like; anything else is a fault of the benchmark.
_PIPELINE_FAULTS = (
    BadInput, WorkerFault, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError,
    ValueError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options:
    """How to measure. limit: at most so many inputs of each set, None for all."""

    settings: Settings
    workers: int = 2
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Result]):
    """The result of one call, or why there is none."""

    result: Result | None
    failure: str | None = None


def run_all(
    options: Options,
    prepare: Callable[[], object],
    function: Callable[..., Result],
    arguments: Sequence[tuple[Any, ...]],
    *,
    deadline: float,
    memory_limit: int = 0,
) -> list[Outcome[Result]]:
    """`function(*arguments)` for each tuple, in order.

    Args:
        prepare: imports what the function needs, once for all workers.
        deadline: seconds a call may take.
        memory_limit: bytes of address space of a worker; 0 for any.
    """

    def call(pool: WorkerPool, given: tuple[Any, ...]) -> Outcome[Result]:
        try:
            return Outcome(pool.run(function, *given, deadline=deadline))
        except _PIPELINE_FAULTS as error:
            return Outcome(None, f"{type(error).__name__}: {error}")

    with (
        WorkerPool(options.workers, memory_limit, prepare) as pool,
        ThreadPoolExecutor(options.workers) as threads,
    ):
        return list(threads.map(lambda given: call(pool, given), arguments))


def describe_machine(options: Options) -> str:
    """Processors and workers, for the head of a report."""
    return f"{os.cpu_count()} processors, {options.workers} workers"
