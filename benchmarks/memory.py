"""The peak of memory that a process and its descendants use together.

In: the kernel's files in /proc. Out: bytes. Memory that processes share counts once (proportional
set size), which matters for workers forked from one prepared process. Linux only; elsewhere the
peak is None.
"""

import contextlib
import os
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

_PROC = Path("/proc")

#: Seconds between two looks; shorter peaks are missed.
INTERVAL = 0.2


class PeakMemory:
    """Watches this process and all that it starts, while the context lasts.

    `peak` is the largest number of bytes seen, None where /proc does not tell.
    """

    def __init__(self) -> None:
        self.peak: int | None = None
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="peak-memory", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_over.set()
        self._thread.join()

    def _watch(self) -> None:
        while True:
            used = tree_memory(os.getpid())
            if used is not None:
                self.peak = max(used, self.peak or 0)
            if self._is_over.wait(INTERVAL):
                return


def tree_memory(root: int) -> int | None:
    """Bytes that a process and its descendants use now; None where the kernel does not tell."""
    if not (_PROC / str(root) / "smaps_rollup").is_file():
        return None
    return sum(_proportional_size(process) for process in _tree(root))


def _tree(root: int) -> set[int]:
    parents = {}
    for folder in _PROC.iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):  # it ended meanwhile
                # The name in brackets may hold anything; state and parent follow it.
                status = (folder / "stat").read_text("utf-8", errors="replace")
                parents[int(folder.name)] = int(status.rpartition(")")[2].split()[1])
    found, last = {root}, set()
    while found != last:
        last = set(found)
        found |= {process for process, parent in parents.items() if parent in last}
    return found


def _proportional_size(process: int) -> int:
    with contextlib.suppress(OSError):
        for line in (_PROC / str(process) / "smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return 1024 * int(line.split()[1])
    return 0
