"""Work in worker processes, as a run does it: a bad input costs itself.

In: an importable function and its arguments, many times. Out: results in order, and for each call
that failed the reason. Never measures time: functions that want to, measure their own CPU seconds,
which other programs on the machine do not change.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from config.settings import Settings
from tasks.errors import BadInput
from tasks.workers import WorkerFault, WorkerPool

Result = TypeVar("Result")

#: What a fault of the pipeline looks like; anything else is a fault of the benchmark.
_PIPELINE_FAULTS = (
    WorkerFault, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError,
    ValueError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options:
    """How to measure.

    limit: at most so many inputs of each set, None for all. say: told what is measured next.
    folds: folder of the cleaner's weights for each fold of sites; None takes the shipped weights.
    """

    settings: Settings
    workers: int = 2
    limit: int | None = None
    say: Callable[[str], object] = str
    folds: Path | None = None


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Result]):
    """The result of one call, or why there is none.

    is_refused: the pipeline said on purpose that the input is unfit; anything else is a fault.
    """

    result: Result | None
    failure: str | None = None
    is_refused: bool = False


class Workers:
    """Processes that stay for many sets of inputs; a context manager that ends them.

    Args:
        prepare: imports what the functions need, once for all workers.
        memory_limit: bytes a worker may take beyond what it starts with; 0 for any.
    """

    def __init__(
        self, options: Options, prepare: Callable[[], object], memory_limit: int = 0
    ) -> None:
        self._count = options.workers
        self._pool = WorkerPool(options.workers, memory_limit, prepare)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.close()

    def run_all(
        self,
        function: Callable[..., Result],
        arguments: Sequence[tuple[Any, ...]],
        deadline: float,
    ) -> list[Outcome[Result]]:
        """`function(*given)` for each tuple of arguments, in order.

        Args:
            deadline: seconds a call may take.
        """

        def call(given: tuple[Any, ...]) -> Outcome[Result]:
            try:
                return Outcome(self._pool.run(function, *given, deadline=deadline))
            except BadInput as error:
                return Outcome(None, f"{error.fate}: {error.reason}", is_refused=True)
            except _PIPELINE_FAULTS as error:
                return Outcome(None, f"{type(error).__name__}: {error}")

        with ThreadPoolExecutor(self._count) as threads:
            return list(threads.map(call, arguments))


def describe_machine(options: Options) -> str:
    """Processors and workers, for the head of a report."""
    return f"{os.cpu_count()} processors, {options.workers} workers"
