"""Named places at which a test may kill the process, to prove that a killed run can be repeated.

In: the name of the place the process has come to. Out: nothing, or no process any more.
It never does anything unless the environment variable DATELINE_CRASH_AT names the place.
"""

import os
import signal

CRASH_VARIABLE = "DATELINE_CRASH_AT"


def crash_point(name: str) -> None:
    """Kill this process here and now, as kill -9 would, when DATELINE_CRASH_AT equals `name`."""
    if os.environ.get(CRASH_VARIABLE) == name:
        os.kill(os.getpid(), signal.SIGKILL)
