"""Runs on real files for the tests of whole runs: in this process, or as the command would.

A run that needs no names and dates works with a model that is not installed: much faster, and the
rest of the tables is the same.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from config.settings import Settings
from flows.ingest import ingest
from flows.rebuild import RebuildReport, rebuild
from flows.report import RunReport, RunRequest
from flows.runner import PlainRunner
from warehouse.compare import read_natural_tables
from warehouse.connection import open_reader, open_warehouse
from warehouse.folder import DataFolder

#: The same examples in every run: a green build stays green. `--hypothesis-profile=default` looks
#: for new ones.
hypothesis_settings.register_profile("steady", derandomize=True)
hypothesis_settings.load_profile("steady")

PROJECT = Path(__file__).parents[1]

#: No such model: runs load no language model, rows say "not enriched".
NO_MODEL = "none-such"

#: When the files of the tests were changed last: tables hold this time.
CHANGED_AT = datetime(2026, 2, 1, 8, 0, tzinfo=UTC).timestamp()

STORIES = {
    "ferry.txt": (
        "Ferry returns after winter repairs\n\n"
        "12 March 2024\n\n"
        "The ferry Marigold sails again on Friday after two months in the yard.\n\n"
        "Its captain said the crossing would take forty minutes, as it did before.\n\n"
        "© 2025 Harbour Gazette. All rights reserved.\n"
    ),
    "library.txt": (
        "Library opens on Sundays\n\n"
        "The town library will open on Sundays from next month, its director said on Tuesday.\n\n"
        "Readers had asked for longer hours since the reading room was rebuilt.\n"
    ),
    "market.html": (
        "<html><head><title>Market moves to the square</title>"
        '<meta property="article:published_time" content="2024-05-02T09:00:00Z">'
        '<link rel="canonical" href="https://valley-post.example/2024/market">'
        "</head><body><nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><article>"
        "<h1>Market moves to the square</h1>"
        "<p>The weekly market leaves the river bank and moves to the main square in June.</p>"
        "<p>Traders voted for the move on Monday, after the third flood in as many years.</p>"
        "</article><footer>© 2026 Valley Post</footer></body></html>"
    ),
    "wire.jsonl": (
        '{"title": "Bridge closes for a week", "date": "2024-04-08", "text": "The old bridge'
        ' closes for a week of work, the council said. Buses take the ring road."}\n'
        '{"title": "School gets a new roof", "date": "2024-04-09", "text": "The school on the'
        ' hill gets a new roof this summer. Lessons move to the town hall until then."}\n'
    ),
}


def write_files(
    folder: Path, files: dict[str, str | bytes], changed_at: float = CHANGED_AT
) -> Path:
    """Write files with one and the same time of change; names may hold folders."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        os.utime(path, (changed_at, changed_at))
    return folder


@cache
def empty_warehouse() -> bytes:
    """The file of a warehouse that has all migrations and no rows."""
    with tempfile.TemporaryDirectory() as folder:
        now = datetime.now(UTC).replace(tzinfo=None)
        with open_warehouse(Path(folder), command="test", now=now):
            pass
        return DataFolder(Path(folder)).database.read_bytes()


def run_ingest(data: Path, *sources: Path, **settings: object) -> RunReport:
    """One whole run in this process, without Prefect.

    A new folder begins with a warehouse that is migrated: of hundreds of runs each would make the
    same tables.
    """
    if not data.exists():
        data.mkdir(parents=True)
        DataFolder(data).database.write_bytes(empty_warehouse())
    values = {"model": NO_MODEL, "lock_wait": 0.0, **settings}
    request = RunRequest(Settings(data=data, **values), tuple(map(str, sources)))
    return ingest(request, PlainRunner())


def run_rebuild(data: Path, **settings: object) -> RebuildReport:
    """The warehouse made again in this process, without Prefect."""
    values = {"model": NO_MODEL, "lock_wait": 0.0, **settings}
    return rebuild(RunRequest(Settings(data=data, **values)), PlainRunner())


def command_environment(**variables: str) -> dict[str, str]:
    """The environment of a command: no model, no Prefect API of this machine."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "DATELINE_"))}
    return {**kept, "DATELINE_MODEL": NO_MODEL, **variables}


def start_code(code: str, *words: object, **variables: str) -> subprocess.Popen:
    """Start Python code in a session of its own, so that a test may end all its processes."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, words)],
        env=command_environment(PYTHONPATH=str(PROJECT), **variables),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def start_command(*words: object, **variables: str) -> subprocess.Popen:
    """Start `dateline WORDS`."""
    return start_code("from flows.cli import main; main()", *words, **variables)


def run_code(code: str, *words: object, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python code to its end."""
    with start_code(code, *words, **variables) as process:
        out, err = process.communicate(timeout=120)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def run_command(*words: object, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `dateline WORDS` to its end."""
    return run_code("from flows.cli import main; main()", *words, **variables)


def copy_data(data: Path, target: Path) -> Path:
    """A copy of a data folder, to go on from where a run ended."""
    return shutil.copytree(data, target, symlinks=True)


def ask(data: Path, query: str, *values: object) -> list[tuple]:
    """Rows of a query on the live warehouse, while no run is on."""
    with open_reader(data / "dateline.duckdb") as reader:
        return reader.cursor().execute(query, list(values)).fetchall()


def natural_tables(data: Path) -> dict[str, list[tuple]]:
    """All tables of main on natural ids: what must be equal however a warehouse came about."""
    with open_reader(data / "dateline.duckdb") as reader:
        return read_natural_tables(reader)


def exact_tables(data: Path) -> dict[str, list[tuple]]:
    """All tables of main with every column and in the order they are stored."""
    names = ask(
        data,
        "select table_name from duckdb_tables() where schema_name = 'main' and not internal"
        " and database_name = current_database() order by 1",
    )
    return {name: ask(data, f"select * from {name}") for (name,) in names}


def fates(data: Path, run_key: int) -> dict[str, tuple[str, str | None]]:
    """How each input of a run ended: fate and reason by its name in the source."""
    rows = ask(
        data, "select uri, fate, reason from ops.inputs where run_key = ? order by uri", run_key
    )
    return {uri.split("/", 1)[1]: (fate, reason) for uri, fate, reason in rows}


class Runs:
    """The functions of this file, for tests in any folder."""

    stories = STORIES
    changed_at = CHANGED_AT
    write_files = staticmethod(write_files)
    ingest = staticmethod(run_ingest)
    rebuild = staticmethod(run_rebuild)
    command = staticmethod(run_command)
    start_command = staticmethod(start_command)
    code = staticmethod(run_code)
    start_code = staticmethod(start_code)
    copy_data = staticmethod(copy_data)
    ask = staticmethod(ask)
    natural_tables = staticmethod(natural_tables)
    exact_tables = staticmethod(exact_tables)
    fates = staticmethod(fates)


@pytest.fixture(scope="session")
def runs() -> type[Runs]:
    return Runs


@pytest.fixture(scope="session")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder `news` with a few articles in every form that is read. Not to be changed."""
    return write_files(tmp_path_factory.mktemp("inputs") / "news", STORIES)


@pytest.fixture(scope="session")
def undisturbed(stories: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of one run on `stories` that nothing disturbed. Not to be changed."""
    data = tmp_path_factory.mktemp("undisturbed")
    run_ingest(data, stories)
    return data


@pytest.fixture(scope="session")
def one_story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a run on one file of `stories`. Not to be changed."""
    folder = tmp_path_factory.mktemp("one") / "news"
    data = tmp_path_factory.mktemp("one-story")
    run_ingest(data, write_files(folder, {"ferry.txt": STORIES["ferry.txt"]}))
    return data
