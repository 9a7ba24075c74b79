"""A fetcher that works in a thread of its own, for callers that are not asynchronous.

In: requests. Out: outcomes as they come. While the caller works on one, the others go on: clocks of
requests that are under way never stand still. What is fetched ahead is bounded by `many.py`.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Iterator
from threading import Thread
from types import TracebackType
from typing import Any, Self, TypeVar

from tasks.fetch.client import Fetcher
from tasks.fetch.many import fetch_all
from tasks.fetch.outcome import Outcome, Request

Result = TypeVar("Result")


class BackgroundFetcher:
    """A context manager around a fetcher and its event loop.

    Args:
        make: makes the fetcher; called in the thread.
    """

    def __init__(self, make: Callable[[], Fetcher]) -> None:
        self._make = make
        self._loop = asyncio.new_event_loop()
        # A daemon: a program that is interrupted does not wait for servers.
        self._thread = Thread(target=self._loop.run_forever, name="fetch", daemon=True)
        self._fetcher: Fetcher | None = None

    @property
    def fetcher(self) -> Fetcher:
        """The fetcher, for what it has learnt; only between two calls of `fetch`."""
        assert self._fetcher is not None, "used outside of its `with` statement"
        return self._fetcher

    def fetch(self, requests: Iterable[Request]) -> Iterator[Outcome]:
        """Every outcome, in no order. The requests are read in the thread."""
        outcomes = fetch_all(self.fetcher, requests)

        async def next_outcome() -> Outcome | None:
            return await anext(outcomes, None)

        try:
            while (outcome := self._call(next_outcome())) is not None:
                yield outcome
        finally:
            self._call(outcomes.aclose())

    def _call(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def __enter__(self) -> Self:
        async def start() -> Fetcher:
            return await self._make().__aenter__()

        self._thread.start()
        self._fetcher = self._call(start())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._call(self.fetcher.__aexit__(None, None, None))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
