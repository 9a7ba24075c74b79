"""Ctrl-C during a query: it ends at once, and the connection stays good for the next one.

In: a connection and what to do with it. Out: what that returns, or KeyboardInterrupt.

DuckDB (1.5.5) looks for signals only between the tasks of the thread that asked. A task that one of
its own threads has taken is waited for to its end, which may be hours. So the query gets a thread
of its own, and the interrupted one tells DuckDB.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

import duckdb

T = TypeVar("T")

#: Seconds between two calls of interrupt: one that comes before the query has begun is forgotten.
PAUSE = 0.05


class WatchedConnection:
    """A connection that remembers its last cursor, where the query in progress runs."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._last = connection

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor of the connection."""
        self._last = self._connection.cursor()
        return self._last

    def interrupt(self) -> None:
        """End the query of the last cursor."""
        self._last.interrupt()


def run_interruptibly(
    connection: duckdb.DuckDBPyConnection, run: Callable[[WatchedConnection], T]
) -> T:
    """`run(connection)`, which Ctrl-C can end. Call it from the main thread.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed; the query has ended.
        Exception: whatever `run` raised.
    """
    watched = WatchedConnection(connection)
    with ThreadPoolExecutor(1, thread_name_prefix="query") as threads:
        running = threads.submit(run, watched)
        try:
            return running.result()
        except KeyboardInterrupt:
            while not running.done():
                watched.interrupt()
                wait([running], PAUSE)
            raise
