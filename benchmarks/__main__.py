"""`python -m benchmarks [BENCH]`: measure, and print one table an area.

In: the folder of benchmark data, kept outside the project, and options. Out: tables on stdout (and
all figures as JSON in a file), progress on stderr; an exit code:

    0    measured
    1    the pipeline fell over an input, or a figure is below its floor
    2    no benchmark data, or a wrong option
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks import entities, extraction, speed, temporal, text
from benchmarks.cleaner.folds import are_complete
from benchmarks.folder import check_folder
from benchmarks.parallel import Options, describe_machine
from benchmarks.peers import load_peers
from benchmarks.report import AreaReport, area_as_json, format_area, format_peers
from config.settings import SettingsError, load_settings
from config.version import code_version
from tasks.clean.model.scorer import load_model
from tasks.enrich.model import ModelMissing
from tasks.errors import ConfigurationFault

SCORED = {area.AREA: area for area in (extraction, text, temporal, entities)}
AREAS = (*SCORED, speed.AREA)

_LEGEND = (
    "ours: this run. peer: the best figure known, on the dev half unless its name says otherwise.\n"
    "goal: what a later issue asks for (*: on the held-out half). ±: standard deviation over "
    "resampled pages.\n"
    "Sources and conditions of the peers are in benchmarks/peers.toml; --peers lists all of them."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what the arguments ask for; return the exit code."""
    given = _parser().parse_args(arguments)
    areas = [area for area in AREAS if not given.only or area in given.only]
    if given.folder is None and areas != [speed.AREA]:
        return _refuse("no benchmark data: make bench BENCH=FOLDER, or --only speed without it")
    if given.json and not given.json.parent.is_dir():
        return _refuse(f"no folder {given.json.parent} for --json {given.json.name}: make it first")
    try:
        settings = load_settings(workers=given.workers)
        if given.folder:
            check_folder(given.folder)
        folds = given.folds / load_model().version if given.folds else None
        options = Options(settings, given.workers, given.limit, _say, folds)
        if folds and not are_complete(folds):
            _train_folds(given.folder, options)
        reports = _measure(areas, given.folder, options, given.peers)
    except (ConfigurationFault, SettingsError, ModelMissing) as error:
        return _refuse(str(error))
    if given.json:
        _write_json(given.json, reports, options)
    return 1 if any(report.is_bad for report in reports) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Accuracy on benchmark data kept outside the project, and speed.",
    )
    parser.add_argument("folder", metavar="BENCH", nargs="?", type=Path, help="benchmark data")
    parser.add_argument("--only", action="append", choices=AREAS, help="one area; may be repeated")
    parser.add_argument("--limit", type=_at_least_one, help="first N inputs of each set")
    parser.add_argument("--workers", type=_at_least_one, default=2, help="processes (default 2)")
    parser.add_argument("--peers", action="store_true", help="list every system beside ours")
    parser.add_argument(
        "--folds",
        metavar="FOLDER",
        type=Path,
        help="judge each page by a cleaner that never saw its site; trained into FOLDER if need be",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to FILE")
    return parser


def _at_least_one(word: str) -> int:
    if (number := int(word)) < 1:
        raise argparse.ArgumentTypeError(f"{number} is less than 1")
    return number


def _say(line: str) -> None:
    print(f"  {line} ...", file=sys.stderr, flush=True)


def _refuse(message: str) -> int:
    print(f"error: {message}", file=sys.stderr)
    return 2


def _measure(
    areas: Sequence[str], folder: Path | None, options: Options, with_peers: bool
) -> list[AreaReport]:
    peers, reports = load_peers(), []
    print(f"Dateline {code_version()}, {describe_machine(options)}")
    if not options.folds:
        print("The shipped cleaner was trained on sites of this folder: --folds judges fairly.")
    if options.limit:
        print(f"First {options.limit} inputs of each set only: peers read all of them.")
    print(f"{_LEGEND}\n")
    for area in areas:
        options.say(f"measuring {area}")
        started = time.perf_counter()
        if area == speed.AREA:
            report = speed.measure(options, folder)
        else:
            report = SCORED[area].measure(folder, options)
        report.notes.append(f"all of it took {time.perf_counter() - started:.0f} s")
        reports.append(report)
        print(format_area(report, peers), flush=True)
        if with_peers:
            print(format_peers(report, peers), flush=True)
    return reports


def _train_folds(folder: Path, options: Options) -> None:
    """Train the cleaner of each fold; imported here, as training needs more packages."""
    from benchmarks.cleaner.__main__ import train_folds

    train_folds(replace(options, limit=None), folder)


def _write_json(path: Path, reports: list[AreaReport], options: Options) -> None:
    peers = load_peers()
    content = {
        "dateline": code_version(),
        "model": options.settings.model,
        "limit": options.limit,
        "workers": options.workers,
        "areas": [area_as_json(report, peers) for report in reports],
    }
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
