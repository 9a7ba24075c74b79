"""Worker processes that may hang, crash or run out of memory without harm to the run.

What comes in: an importable function with picklable arguments, and a deadline in seconds.
What goes out: its result, or the exception it raised, or one of the faults below.
It never repeats a call that a worker has begun, and never keeps a worker that misbehaved.

    DatelineError
    ├── WorkerFault           the process failed, not the function
    │   ├── WorkerTimedOut    the deadline passed; the worker was killed
    │   └── WorkerDied        the process ended by itself (crash, kill)
    │       └── WorkerOutOfMemory   the function asked for more than the memory limit
    └── StopRun
        └── NoWorkers         no worker can be started at all, or the pool was closed

One *template* process (`tasks/worker_process.py`) imports what the work needs, once, and forks the
workers: replacing one takes milliseconds, not the seconds that loading a language model takes. A
pool that ends with nothing to do leaves its template to the next one of this process that prepares
the same: a backfill is a run for each day.

Why not Pebble or `concurrent.futures`: there all workers share one pipe and its locks. A worker
killed while it holds them, or while idle, breaks the whole pool (Pebble 5.2.3: `RuntimeError:
Unexpected error within the Pool` for every later call). Here each worker has a socket of its own.
"""

import contextlib
import os
import pickle
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from tasks.errors import DatelineError, StopRun
from tasks.worker_process import BEGUN

T = TypeVar("T")

#: One thread per worker in numeric libraries: N workers are the parallelism, and every further
#: thread reserves address space that counts against the memory limit.
SINGLE_THREADED = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")

#: Variables of the environment that change what a worker does begin so.
TELLING = ("DATELINE_", "PYTHON", "LD_", "LC_", "LANG", "TZ", "TMPDIR", "HOME")


class WorkerFault(DatelineError):
    """A worker process failed, not the function it ran."""


class WorkerTimedOut(WorkerFault):
    """The function did not return before its deadline; its worker was killed."""


class WorkerDied(WorkerFault):
    """The worker process ended while the function ran."""


class WorkerOutOfMemory(WorkerDied):
    """The function needed more memory than a worker may have."""


class NoWorkers(StopRun):
    """The process that starts the workers does not run, or was ended with the pool.

    No fault of the item's: whoever turned it into a fate would blame good inputs for an interrupt.
    """


class WorkerPool:
    """Up to `workers` processes for blocking calls from any number of threads.

    Args:
        workers: how many calls may run at the same time; further calls wait their turn.
        memory_limit: bytes of address space each worker may take beyond what it starts with; 0
            for no limit.
        prepare: an importable callable without arguments (`functools.partial` for some), called
            once before the first worker starts: imports modules, loads models. Its time counts
            against no deadline. What it raises, every `run` raises.
    """

    def __init__(
        self, workers: int, memory_limit: int = 0, prepare: Callable[[], object] | None = None
    ) -> None:
        if workers < 1:
            raise ValueError(f"workers is {workers}, must be 1 or more")
        self._workers = workers
        self._memory_limit = memory_limit
        self._prepare = prepare
        self._control_lock = threading.Lock()
        self._is_closed = False
        # A slot is an idle worker, or None where one is still to be started. Last in, first out:
        # a run of few calls starts few workers.
        self._slots: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(workers):
            self._slots.put(None)
        self._template = _spare.take(memory_limit, prepare) or _Template(memory_limit, prepare)

    def run(self, function: Callable[..., T], *args: Any, deadline: float) -> T:
        """The result of `function(*args)`, computed in a worker process.

        Args:
            deadline: seconds the call may take, from the moment a worker has it.

        Raises:
            WorkerTimedOut: the deadline passed.
            WorkerOutOfMemory: the memory limit was hit.
            WorkerDied: the process ended.
            NoWorkers: no worker could be started, or the pool was closed meanwhile.
            Exception: whatever the function raised, with the worker's traceback as a note.
        """
        request = pickle.dumps((function, args), pickle.HIGHEST_PROTOCOL)
        name = getattr(function, "__qualname__", repr(function))
        worker, keep = self._slots.get(), False
        try:
            worker = self._hand_over(worker, request)
            outcome, value = self._await_answer(worker, name, deadline)
            keep = outcome != "memory"  # the heap of one that hit its limit stays short
        finally:
            # Whatever happened, a worker without an answer is in an unknown state: replace it,
            # and only it.
            if not keep:
                self._end(worker)
            self._slots.put(worker if keep else None)
        if outcome == "memory":
            limit = f"{self._memory_limit:,} bytes" if self._memory_limit else "the machine has"
            raise WorkerOutOfMemory(f"{name} needed more memory than {limit} (worker_memory)")
        if outcome == "raised":
            raise _with_note(*value)
        return value

    def close(self) -> None:
        """End the workers at once; calls that still run or wait raise NoWorkers."""
        self._is_closed = True
        if (idle := self._take_all_idle()) is None:
            self.kill()
            return
        for worker in idle:
            self._end(worker)
        with self._control_lock:
            if self._template.is_sound:
                _spare.keep(self._template)
            else:
                self._template.dispose()

    def kill(self) -> None:
        """End all processes at once, those too that the next pool could use."""
        self._is_closed = True
        self._template.kill()  # first without the lock: its holder may be waiting for the template
        with self._control_lock:
            self._template.dispose()

    def __enter__(self) -> "WorkerPool":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.kill()

    def _take_all_idle(self) -> "list[_Worker | None] | None":
        """Every worker, when none is at work. Who comes later finds a pool that is closed."""
        idle: list[_Worker | None] = []
        with contextlib.suppress(queue.Empty):
            while len(idle) < self._workers:
                idle.append(self._slots.get_nowait())
        at_rest = len(idle) == self._workers
        for worker in idle:
            self._slots.put(None if at_rest else worker)
        return idle if at_rest else None

    def _hand_over(self, worker: "_Worker | None", request: bytes) -> "_Worker":
        """A worker that has begun: the idle one, or a new one if it died while idle."""
        if worker is not None:
            if worker.begin(request):
                return worker
            self._end(worker)
        worker = self._start()
        worker.begin(request)  # where it dies of the request itself, the answer says of what
        return worker

    def _await_answer(self, worker: "_Worker", name: str, deadline: float) -> tuple[str, Any]:
        try:
            if not worker.connection.poll(deadline):
                raise WorkerTimedOut(f"{name} did not finish within {deadline:g} s")
            answer = worker.connection.recv_bytes()
        except (EOFError, OSError) as error:
            raise self._fault(name, self._end(worker)) from error
        return pickle.loads(answer)

    def _start(self) -> "_Worker":
        with self._control_lock:
            if not self._is_closed:
                with contextlib.suppress(NoWorkers):
                    return self._template.start_worker()
            if self._is_closed:
                raise NoWorkers("the worker pool is closed")
            self._template.dispose()
            # Someone ended the template, perhaps the kernel for want of memory: once more.
            self._template = _Template(self._memory_limit, self._prepare)
            return self._template.start_worker()

    def _end(self, worker: "_Worker | None") -> int | None:
        """Kill and reap a worker; its exit status in the form of `os.waitpid`, if known."""
        if worker is None or worker.connection.closed:
            return None
        worker.connection.close()
        with self._control_lock:
            return worker.template.end_worker(worker.pid)

    def _fault(self, name: str, status: int | None) -> WorkerDied | NoWorkers:
        if self._is_closed:
            return NoWorkers(f"{name} was cut short: the worker pool was closed")
        if status is None:
            return WorkerDied(f"the worker running {name} ended together with its parent process")
        how = _how_it_ended(os.waitstatus_to_exitcode(status))
        return WorkerDied(f"the worker running {name} ended: {how}")


@dataclass(frozen=True, slots=True)
class _Worker:
    """The parent's end of one worker process."""

    pid: int
    connection: Connection
    template: "_Template"

    def begin(self, request: bytes) -> bool:
        """Hand over a request; False if the process died before it had the whole of it."""
        try:
            self.connection.send_bytes(request)
            return self.connection.recv_bytes() == BEGUN
        except (EOFError, OSError):
            return False


class _Template:
    """The parent's end of the template process. Not thread-safe: one request at a time."""

    def __init__(self, memory_limit: int, prepare: Callable[[], object] | None) -> None:
        ours, theirs = socket.socketpair()
        ends = [str(theirs.fileno()), str(os.getpid())]
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "tasks.worker_process", *ends],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=2,  # the parent's standard output carries data; a stray print must not
                start_new_session=True,  # Ctrl-C on the terminal reaches the parent only
                env={**os.environ, **SINGLE_THREADED, "PYTHONPATH": os.pathsep.join(sys.path)},
            )
        self.key = _template_key(memory_limit, prepare)
        self._socket = ours
        self._control = Connection(os.dup(ours.fileno()))
        self._is_ready = False
        self._failure: tuple[BaseException, str] | None = None
        with contextlib.suppress(OSError):  # it ended already: the first request says so
            self._control.send((memory_limit, prepare))

    @property
    def is_sound(self) -> bool:
        """Whether it runs and nothing is known against it."""
        return self._failure is None and self._process.poll() is None

    def start_worker(self) -> _Worker:
        """A new worker process; waits for `prepare` to be done."""
        self._wait_until_ready()
        ours, theirs = socket.socketpair()
        with theirs:
            pid = self._ask("start", None, theirs)
        connection = Connection(ours.detach())
        if pid is None:
            connection.close()
            raise NoWorkers("the process that starts the workers ended; run again")
        return _Worker(pid, connection, self)

    def end_worker(self, pid: int) -> int | None:
        """Kill and reap; its exit status, or None if the template took it along."""
        return self._ask("end", pid)

    def kill(self) -> None:
        """End the template and every worker it forked: they are one process group."""
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def dispose(self) -> None:
        """End all processes and close the sockets; nobody else may be using them."""
        self.kill()
        self._control.close()
        self._socket.close()

    def _ask(self, command: str, pid: int | None, gift: socket.socket | None = None) -> int | None:
        try:
            self._control.send((command, pid))
            if gift is not None:
                socket.send_fds(self._socket, [b"."], [gift.fileno()])
            return self._control.recv()
        except (EOFError, OSError):
            return None
        except BaseException:  # interrupted between question and answer: they no longer match
            self.kill()
            raise

    def _wait_until_ready(self) -> None:
        if not self._is_ready:
            try:
                self._failure = self._control.recv()
            except (EOFError, OSError) as error:
                raise NoWorkers(
                    "the process that starts the workers ended while it got ready, with "
                    f"{_how_it_ended(self._process.wait())}; `dateline doctor` checks what it loads"
                ) from error
            self._is_ready = True
        if self._failure is not None:
            raise _with_note(*self._failure)


class _Spare:
    """The template of the last pool that ended at rest, if any; it ends with this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._template: _Template | None = None

    def take(self, memory_limit: int, prepare: Callable[[], object] | None) -> _Template | None:
        """The template, when it was made for the same; it is the caller's from now on."""
        with self._lock:
            template, self._template = self._template, None
        if template is None or template.key == _template_key(memory_limit, prepare):
            return template
        template.dispose()
        return None

    def keep(self, template: _Template) -> None:
        """Keep a template without workers; the one before it is ended."""
        with self._lock:
            template, self._template = self._template, template
        if template is not None:
            template.dispose()


def _template_key(memory_limit: int, prepare: Callable[[], object] | None) -> tuple:
    """All that makes one template as good as another: also what its process was given."""
    variables = sorted(item for item in os.environ.items() if item[0].startswith(TELLING))
    surroundings = (os.getpid(), Path.cwd(), tuple(sys.path), tuple(variables))
    return (memory_limit, pickle.dumps(prepare), *surroundings)


_spare = _Spare()


def _with_note(error: BaseException, lines: str) -> BaseException:
    error.add_note(f"In the worker process:\n{lines}")
    return error


def _how_it_ended(code: int) -> str:
    """Words for an exit code in the form of `subprocess`: negative for a signal."""
    if code >= 0:
        return f"exit code {code}"
    hint = " (the machine may be out of memory)" if -code == signal.SIGKILL else ""
    return f"{signal.Signals(-code).name}{hint}"
