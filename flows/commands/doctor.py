"""`dateline doctor`: is this installation sound.

In: the data folder. Out: one line per examination on stdout, each `ok`, `warn` or `fail`, with what
to do about it; exit code 1 when one failed. It changes nothing: what it writes to try a folder, it
removes.
"""

import json
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from flows.display.terminal import Ink, count_of, format_bytes, pad, width_of, wrap
from tasks.errors import ConfigurationFault
from warehouse.connection import open_reader
from warehouse.errors import WarehouseBusy, WarehouseError
from warehouse.folder import DataFolder
from warehouse.lock import find_holder
from warehouse.migrate import STORAGE_VERSION, find_pending, read_migrations
from warehouse.publish import SPACE_FACTOR
from warehouse.storage import read_storage_version

LOCK_FILE = Path(__file__).parents[2] / "requirements.lock"

#: The oldest Python that Dateline runs on (pyproject.toml, requires-python).
OLDEST_PYTHON = (3, 11)

#: Less free space than this is worth a warning: archive, packages and five snapshots of a small
#: warehouse take about so much.
LITTLE_SPACE = 1_000_000_000

OK, WARN, FAIL = "ok", "warn", "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one examination found. state: ok, warn or fail; fix is empty when there is no need."""

    subject: str
    state: str
    found: str
    fix: str = ""


def doctor(data: Path, as_json: bool) -> int:
    """Examine everything; 0 unless something failed."""
    findings = []
    ink, width = Ink.of(sys.stdout), width_of(sys.stdout)
    for examine in EXAMINATIONS:
        for finding in examine(data):
            findings.append(finding)
            if not as_json:
                print("\n".join(describe_finding(finding, width, ink)), flush=True)
    failed = sum(finding.state == FAIL for finding in findings)
    warned = sum(finding.state == WARN for finding in findings)
    if as_json:
        print(json.dumps([asdict(f) for f in findings], ensure_ascii=False, indent=2))
    summary = f"{count_of(len(findings), 'examination')}: {failed} failed, {warned} with a warning"
    print(summary, file=sys.stderr)
    return 1 if failed else 0


def describe_finding(finding: Finding, width: int, ink: Ink) -> list[str]:
    """One finding in lines: state, subject, what was found; under it the fix."""
    paint = {OK: ink.good, WARN: ink.warning, FAIL: ink.bad}[finding.state]
    start = f"{paint(pad(finding.state, 4))}  {pad(finding.subject, SUBJECT_WIDTH)}  "
    indent = 4 + 2 + SUBJECT_WIDTH + 2
    first, *more = wrap(finding.found, max(24, width - indent))
    lines = [start + first, *(" " * indent + line for line in more)]
    if finding.fix:
        fix = wrap(f"fix: {finding.fix}", max(24, width - indent))
        lines += [" " * indent + ink.strong(line) for line in fix]
    return lines


# --------------------------------------------------------------------- Python and packages


def examine_python(data: Path) -> Iterator[Finding]:
    """The interpreter."""
    found = f"{platform.python_version()} in {sys.prefix}"
    if sys.version_info < OLDEST_PYTHON:
        oldest = ".".join(map(str, OLDEST_PYTHON))
        yield Finding("Python", FAIL, found, f"Dateline needs Python {oldest} or newer: `make run`")
    else:
        yield Finding("Python", OK, found)


def examine_packages(data: Path, lock_file: Path = LOCK_FILE) -> Iterator[Finding]:
    """Installed packages against the lock file."""
    if not lock_file.exists():
        fix = "run it from the project's folder to compare the packages with the lock file"
        yield Finding("packages", WARN, f"there is no {lock_file.name} beside the program", fix)
        return
    locked = read_lock(lock_file.read_text("utf-8"))
    missing, other = [], []
    for name, wanted in locked.items():
        try:
            installed = version(name)
        except PackageNotFoundError:
            missing.append(f"{name} {wanted}")
            continue
        if installed != wanted:
            other.append(f"{name} {installed} (locked: {wanted})")
    fix = f"`pip install --require-hashes -r {lock_file.name}` (`make run` does it)"
    if missing:
        yield Finding("packages", FAIL, "not installed: " + _some(missing), fix)
    if other:
        yield Finding("packages", WARN, "another version than locked: " + _some(other), fix)
    if not missing and not other:
        yield Finding("packages", OK, f"{len(locked)} as in {lock_file.name}")


def read_lock(text: str) -> dict[str, str]:
    """Version by name of the packages that a lock file asks for on this machine."""
    from packaging.requirements import Requirement

    locked = {}
    for line in text.splitlines():
        if line.startswith((" ", "#", "-")) or "==" not in line:
            continue
        requirement = Requirement(line.removesuffix("\\").strip())
        if requirement.marker is None or requirement.marker.evaluate():
            locked[requirement.name] = next(iter(requirement.specifier)).version
    return locked


def _some(items: list[str], most: int = 5) -> str:
    more = f" and {len(items) - most} more" if len(items) > most else ""
    return ", ".join(items[:most]) + more


# ----------------------------------------------------------------------------- the data folder


def examine_folder(data: Path) -> Iterator[Finding]:
    """Whether the data folder can be written to, and how much room there is."""
    there = data
    while not there.exists() and there != there.parent:
        there = there.parent
    shown = str(data) if data.exists() else f"{data} (made by the first run)"
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as error:
        fix = "change its owner and permissions, or name another folder with --data"
        yield Finding("data folder", FAIL, f"{there} cannot be written to: {error.strerror}", fix)
        return
    yield Finding("data folder", OK, f"{shown}, writable")
    database = DataFolder(data).database
    needed = SPACE_FACTOR * database.stat().st_size if database.exists() else 0
    free = shutil.disk_usage(there).free
    if free < needed:
        found = f"{format_bytes(free)} free; a snapshot needs {format_bytes(needed)}"
        yield Finding("free space", FAIL, found, f"free at least {format_bytes(needed - free)}")
    elif free < LITTLE_SPACE:
        yield Finding("free space", WARN, f"{format_bytes(free)} free", "free some before it fills")
    else:
        yield Finding("free space", OK, f"{format_bytes(free)} free")


def examine_warehouse(data: Path) -> Iterator[Finding]:
    """DuckDB, the live file and who writes to it."""
    yield Finding("DuckDB", OK, f"{version('duckdb')}, writes storage version {STORAGE_VERSION}")
    folder = DataFolder(data)
    writer = find_holder(folder.lock)
    if writer:
        yield Finding("writer", OK, f"{writer} is writing")
    else:
        yield Finding("writer", OK, "nobody is writing")
    if not folder.database.exists():
        yield Finding("warehouse", WARN, f"there is none in {data}", "make one: `dateline run`")
    elif not writer:
        yield _examine_file("warehouse", folder.database)


def examine_snapshot(data: Path) -> Iterator[Finding]:
    """What readers get."""
    current = DataFolder(data).current
    if not current.is_symlink():
        state = FAIL if current.exists() else WARN
        found = "current.duckdb is no link" if current.exists() else "nothing was published yet"
        yield Finding("snapshot", state, found, "publish one: `dateline publish`")
    elif not current.exists():
        found = f"current.duckdb points to {current.readlink()}, which is gone"
        yield Finding("snapshot", FAIL, found, "`dateline publish`, or `dateline rollback`")
    else:
        yield _examine_file("snapshot", current)


def _examine_file(subject: str, path: Path) -> Finding:
    try:
        stored = read_storage_version(path)
        with open_reader(path) as connection:
            pending = find_pending(connection, read_migrations())
    except WarehouseBusy as error:
        return Finding(subject, WARN, error.message, error.hint)
    except WarehouseError as error:
        return Finding(subject, FAIL, error.message, error.hint)
    size = format_bytes(path.stat().st_size)
    found = f"{path.resolve().name}, {size}, storage version {stored}"
    if pending:
        found += f", {count_of(len(pending), 'migration')} to apply"
        return Finding(subject, WARN, found, "the next `dateline run` applies and publishes them")
    return Finding(subject, OK, found)


# ------------------------------------------------------------------ configuration and services


def examine_configuration(data: Path) -> Iterator[Finding]:
    """Settings, sources and rules."""
    for subject, load, fix in (
        ("settings", _load_settings, "correct config/dateline.toml, or the variable DATELINE_..."),
        ("sources", _load_sources, "correct config/sources.toml; its head says what it may hold"),
        ("rules", _load_rules, "correct the file named in config/rules"),
    ):
        try:
            yield Finding(subject, OK, load(data))
        except (ConfigurationFault, ValueError) as error:
            yield Finding(subject, FAIL, " ".join(str(error).split()), fix)


def _load_settings(data: Path) -> str:
    from config.settings import load_settings

    settings = load_settings(data=data)
    return f"model {settings.model}, batches of {settings.batch_size}"


def _load_sources(data: Path) -> str:
    from config.sources import load_sources

    sources = load_sources()
    enabled = sum(source.enabled for source in sources)
    return f"{count_of(len(sources), 'source')}, {enabled} enabled"


def _load_rules(data: Path) -> str:
    from tasks.clean.rules import load_rules

    rules = load_rules()
    return f"{count_of(len(rules.rules), 'rule')}, version {rules.version}"


def examine_prefect(data: Path) -> Iterator[Finding]:
    """Whether runs can be tracked."""
    from flows.scheduling.server import configured_apis, is_healthy

    try:
        prefect = f"Prefect {version('prefect')}"
    except PackageNotFoundError:
        yield Finding("Prefect", FAIL, "not installed", "`make run` installs it")
        return
    apis = list(configured_apis(data))
    for place, url in apis:
        if is_healthy(url):
            yield Finding("Prefect", OK, f"{prefect}, runs are tracked at {url} (from {place})")
            return
    if apis:
        place, url = apis[0]
        fix = "start that server, or take its address out; runs work without it"
        yield Finding("Prefect", WARN, f"{prefect}; {url} (from {place}) does not answer", fix)
    else:
        found = f"{prefect}, no server is up: runs are plain; `dateline serve` starts one"
        yield Finding("Prefect", OK, found)


def examine_model(data: Path) -> Iterator[Finding]:
    """The language model: there, and it loads. Last, because it takes a second or two."""
    from config.settings import SettingsError, load_settings
    from tasks.enrich.model import ModelMissing, load_model

    try:
        model = load_model(load_settings(data=data).model)
    except ModelMissing as error:
        fix = "without it articles are loaded without names and dates; install it, then run again"
        yield Finding("language model", FAIL, str(error), fix)
    except SettingsError:
        return  # the settings cannot be read, which was said before
    else:
        found = f"{model.name} {model.version}, digest {model.digest[:16]}"
        yield Finding("language model", OK, found)


EXAMINATIONS: tuple[Callable[[Path], Iterator[Finding]], ...] = (
    examine_python,
    examine_packages,
    examine_folder,
    examine_warehouse,
    examine_snapshot,
    examine_configuration,
    examine_prefect,
    examine_model,
)

SUBJECT_WIDTH = len("language model")
