"""The child side of the worker pool: the template process and the workers it forks.

What comes in: requests on sockets whose other ends `tasks/workers.py` holds. What goes out: pickled
outcomes. It never decides anything: time-outs, replacements and the faults a caller sees are the
parent's. Started as `python -m tasks.worker_process DESCRIPTOR PARENT`.

The template prepares once (imports, models), then forks a worker for each request. It has one
thread and no open files but its control socket, so forking it is safe, and the workers share its
memory. Nothing outlives the parent: the template reads the end of its control socket and leaves;
the kernel kills each worker when the template is gone (Linux; a watching thread elsewhere).
"""

import contextlib
import ctypes
import gc
import os
import pickle
import resource
import signal
import socket
import sys
import threading
import time
import traceback
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NoReturn

#: Seconds between two looks of a template or a watching thread at whether its parent lives.
PARENT_CHECK = 1.0

#: What a worker says when it has a whole request and before it looks at it: from here on, a death
#: is the request's doing and the call is not repeated.
BEGUN = b"begun"

#: Of 1000: which process the kernel ends first when memory runs out. Above the parent's 0, so that
#: one input is lost and not the run; below 1000, so that a runaway elsewhere still goes first.
KILL_ME_FIRST = "900"


def run_template(control: socket.socket, parent: int) -> None:
    """Prepare once, then fork and reap workers on request until the parent is gone."""
    connection = Connection(os.dup(control.fileno()))
    workers: set[int] = set()
    try:
        memory_limit, prepare = connection.recv()
        try:
            if prepare is not None:
                prepare()
        except Exception as error:  # noqa: BLE001  every failure is the parent's to raise
            connection.send(_portable(error))
            return
        gc.freeze()  # the collector must not touch, and so copy, the pages workers share
        connection.send(None)
        while True:
            while not connection.poll(PARENT_CHECK):
                if os.getppid() != parent:
                    return
            command, pid = connection.recv()
            if command == "start":
                _, (descriptor,), _, _ = socket.recv_fds(control, 1, 1)
                template = os.getpid()
                pid = os.fork()
                if pid == 0:
                    _run_worker(descriptor, (connection, control), memory_limit, template)
                os.close(descriptor)
                workers.add(pid)
                connection.send(pid)
            else:
                connection.send(_reap(pid) if pid in workers else None)
                workers.discard(pid)
    except (EOFError, OSError):
        return  # the parent is gone
    finally:
        for pid in workers:
            _reap(pid)


def _reap(pid: int) -> int:
    """Kill a child that may be dead already; the status it ended with."""
    os.kill(pid, signal.SIGKILL)
    return os.waitpid(pid, 0)[1]


def _run_worker(
    descriptor: int,
    inherited: tuple[Connection, socket.socket],
    memory_limit: int,
    template: int,
) -> NoReturn:
    """Answer requests until the parent closes the connection. Never returns."""
    status = 1
    try:
        for end in inherited:
            end.close()
        connection = Connection(descriptor)
        die_with_parent(template)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _limit_resources(memory_limit)
        while True:
            request = connection.recv_bytes()
            connection.send_bytes(BEGUN)
            connection.send_bytes(_answer(request))
    except (EOFError, OSError):
        status = 0
    finally:
        os._exit(status)  # a forked child must not run the template's clean-up


def _answer(request: bytes) -> bytes:
    """The pickled outcome of one request: ("returned" | "raised" | "memory", value)."""
    try:
        function, args = pickle.loads(request)
        return pickle.dumps(("returned", function(*args)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps(("memory", None))
    except BaseException as error:  # noqa: BLE001  all of them belong to the caller
        return pickle.dumps(("raised", _portable(error)))


def _portable(error: BaseException) -> tuple[BaseException, str]:
    """The error, or what it says where it does not survive pickling; and its traceback."""
    lines = "".join(traceback.format_exception(error))
    try:
        copy = pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001  an exception's own constructor may raise anything
        copy = None
    if isinstance(copy, Exception):  # SystemExit and KeyboardInterrupt must not end the parent
        return copy, lines
    return RuntimeError(f"{type(error).__name__}: {error}"), lines


def _limit_resources(memory_limit: int) -> None:
    """Bound the address space, write no core files, and be the first to go when memory is short.

    The limit is on what is taken from here on: libraries reserve address space when they are
    loaded, a gigabyte some of them, which says nothing of the pages to come.
    """
    if memory_limit:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        wanted = _address_space() + memory_limit
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with contextlib.suppress(ValueError):  # macOS refuses some limits
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    with contextlib.suppress(OSError):  # Linux only
        Path("/proc/self/oom_score_adj").write_text(KILL_ME_FIRST)


def _address_space() -> int:
    """Bytes of address space this process has now; 0 where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text().split()[0]
    except OSError:
        return 0
    return int(pages) * resource.getpagesize()


def die_with_parent(parent: int) -> None:
    """Make the kernel kill this process when the *thread* that started it ends.

    Args:
        parent: the parent's process id; if it is gone already, this process ends here.

    On systems without `prctl` a thread looks once a second instead: it cannot interrupt a C
    function that never lets go of the interpreter.
    """
    if sys.platform == "linux":
        set_parent_death_signal = 1  # PR_SET_PDEATHSIG, linux/prctl.h
        ctypes.CDLL(None, use_errno=True).prctl(set_parent_death_signal, signal.SIGKILL)
    else:
        threading.Thread(target=_watch_parent, args=(parent,), daemon=True).start()
    if os.getppid() != parent:
        os._exit(1)


def _watch_parent(parent: int) -> NoReturn:
    while os.getppid() == parent:
        time.sleep(PARENT_CHECK)
    os._exit(1)


if __name__ == "__main__":
    run_template(socket.socket(fileno=int(sys.argv[1])), int(sys.argv[2]))
