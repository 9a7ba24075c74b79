"""What a command loads before it answers: the quick ones stay quick."""

import os
import resource
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

HEAVY = {"prefect", "spacy", "trafilatura", "pyarrow", "rich"}

#: A quick command takes at most so many times the CPU of loading what it cannot do without, in the
#: same run: about 2 of it, with Prefect it would be 13.
MOST_LOADINGS = 4
LOADING = ["-c", "import duckdb, typer"]

QUICK = {
    "help": ["--help"],
    "sql": ["sql", "select count(*) from articles"],
    "status": ["status"],
    "schedule": ["schedule"],
}

#: Runs the command line and then says on stderr which top-level modules it has loaded.
PROBE = """
import sys
from flows import cli
sys.argv = ["dateline", *sys.argv[1:]]
try:
    cli.main()
except SystemExit as end:
    code = end.code
print("loaded:", *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
sys.exit(code)
"""


def arguments(command: str, data: Path) -> list[str]:
    words = QUICK[command]
    return words if command == "help" else [*words, "--data", str(data)]


@pytest.mark.parametrize("command", QUICK)
def test_quick_commands_load_no_heavy_library(filled, command):
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments(command, filled)],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "DATELINE_DATA": str(filled)},
    )
    assert done.returncode == 0, done.stderr
    loaded = next(line for line in done.stderr.splitlines() if line.startswith("loaded:")).split()
    assert "flows" in loaded
    assert HEAVY.isdisjoint(loaded)


@pytest.mark.xfail(
    tuple(map(int, version("typer").split(".")[:2])) >= (0, 29),
    reason="typer 0.29 loads pydantic for every command, 0.45 s of CPU",
    strict=False,
)
@pytest.mark.parametrize("command", QUICK)
def test_quick_commands_answer_within_their_time(filled, command):
    def cpu_seconds(words: list[str]) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *words], capture_output=True, check=True, timeout=60)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime

    asked = ["-m", "flows.cli", *arguments(command, filled)]
    turns = [(cpu_seconds(asked), cpu_seconds(LOADING)) for _ in range(3)]
    ours, loading = map(min, zip(*turns, strict=True))
    assert ours < MOST_LOADINGS * loading
