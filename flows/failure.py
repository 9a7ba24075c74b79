"""Errors as people see them: what is wrong, and what to do next.

In: an exception. Out: lines on stderr and an exit code, or None for one that is not ours. Loads no
library of its own: an error of the warehouse is known by the exit code that it carries.
"""

import sys

import typer


def explain_failure(error: Exception) -> int | None:
    """Print an error of ours; return its exit code, None when it is a fault of the program."""
    if isinstance(error, typer.Abort):
        return 130
    if hasattr(error, "show"):  # a wrong word or option: typer shows it with the usage line
        error.show()
        return 2
    code = getattr(error, "exit_code", None)
    if code is None:
        return None
    message, hint = getattr(error, "message", str(error)), getattr(error, "hint", "")
    first, *rest = str(message).splitlines() or [type(error).__name__]
    print(f"error: {first}", file=sys.stderr)
    for line in filter(None, rest):
        print(f"  {line}", file=sys.stderr)
    if hint:
        print(f"  hint: {hint}", file=sys.stderr)
    return code
