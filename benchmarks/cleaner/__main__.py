"""`python -m benchmarks.cleaner BENCH`: train the block model anew.

In: the folder of benchmark data. Out: the weights file beside the code of the model, and in
--folds FOLDER one for each fold, trained without the sites of that fold: with them `make bench`
judges every page by a model that has never seen its site.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.cleaner.examples import FOLDS, read_examples
from benchmarks.cleaner.training import table_of, train_part
from benchmarks.folder import check_folder
from benchmarks.parallel import Options
from config.settings import load_settings
from tasks.clean.model.scorer import WEIGHTS_FILE, Part, pack_parts
from tasks.errors import ConfigurationFault


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, write the weights files, return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cleaner", description=__doc__)
    parser.add_argument("folder", metavar="BENCH", type=Path, help="benchmark data")
    parser.add_argument("--folds", type=Path, help="also train the folds, into this folder")
    parser.add_argument("--output", type=Path, default=WEIGHTS_FILE, help="weights file")
    parser.add_argument("--limit", type=int, help="first N pages of each set, to try it out")
    given = parser.parse_args(arguments)
    try:
        check_folder(given.folder)
    except ConfigurationFault as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    settings = load_settings(workers=2)
    train_all(Options(settings, 2, given.limit, _say), given.folder, given.output, given.folds)
    return 0


def train_all(options: Options, folder: Path, output: Path, folds: Path | None) -> None:
    """Train on all sites into `output`, and, where a folder for them is given, each fold.

    Raises:
        ConfigurationFault: the benchmark folder has no pages.
    """
    examples = list(read_examples(folder, options))
    if not examples:
        raise ConfigurationFault(f"{folder} has no pages to train on")
    tables = {
        "page": table_of([e for e in examples if e.kind == "page"]),
        "text": table_of([e for e in examples if e.kind != "page"]),
    }
    held_out: list[tuple[int | None, Path]] = [(None, output)]
    if folds:
        folds.mkdir(parents=True, exist_ok=True)
        held_out += [(fold, folds / fold_file(fold)) for fold in range(FOLDS)]
    for fold, path in held_out:
        started = time.perf_counter()
        save_weights(path, {kind: train_part(table, fold) for kind, table in tables.items()})
        options.say(
            f"{path.name}: {path.stat().st_size:,} bytes, {time.perf_counter() - started:.0f} s"
        )


def fold_file(fold: int) -> str:
    """Name of the weights file trained without the sites of a fold."""
    return f"fold-{fold}.npz"


def save_weights(path: Path, parts: dict[str, Part]) -> None:
    """Write a weights file; the same weights give the same bytes."""
    np.savez_compressed(path, allow_pickle=False, **pack_parts(parts))


def _say(line: str) -> None:
    print(f"  {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
