"""`python -m benchmarks.cleaner BENCH`: train the block model anew.

In: the folder of benchmark data. Out: the weights file beside the code of the model. `make bench`
trains one more for each fold, without the sites of that fold, and judges every page by a model
that has never seen its site.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.cleaner.examples import read_examples
from benchmarks.cleaner.folds import FOLDS, fold_file
from benchmarks.cleaner.training import TrainingTable, table_of, train_part
from benchmarks.folder import check_folder
from benchmarks.parallel import Options
from config.settings import load_settings
from tasks.clean.model.scorer import PART_KINDS, WEIGHTS_FILE, Part, pack_parts
from tasks.errors import ConfigurationFault


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, write the weights file, return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cleaner", description=__doc__)
    parser.add_argument("folder", metavar="BENCH", type=Path, help="benchmark data")
    parser.add_argument("--output", type=Path, default=WEIGHTS_FILE, help="weights file")
    given = parser.parse_args(arguments)
    options = Options(load_settings(workers=2), say=_say)
    try:
        check_folder(given.folder)
        _train(read_tables(options, given.folder), given.output, options)
    except ConfigurationFault as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def train_folds(options: Options, folder: Path) -> None:
    """Train each fold into the folder that the options name.

    Raises:
        ConfigurationFault: the benchmark folder has no pages.
    """
    options.folds.mkdir(parents=True, exist_ok=True)
    tables = read_tables(options, folder)
    for fold in range(FOLDS):
        _train(tables, options.folds / fold_file(fold), options, fold)


def read_tables(options: Options, folder: Path) -> dict[str, TrainingTable]:
    """The lines for each part of the model, as `train_part` takes them.

    Raises:
        ConfigurationFault: the benchmark folder has no pages.
    """
    examples = list(read_examples(folder, options))
    if not examples:
        raise ConfigurationFault(f"{folder} has no pages to train on")
    parts = {kind: [] for kind in PART_KINDS}
    for example in examples:
        parts[example.kind if example.kind in parts else "text"].append(example)
    return {kind: table_of(part) for kind, part in parts.items()}


def _train(
    tables: dict[str, TrainingTable], path: Path, options: Options, held_out: int | None = None
) -> None:
    started = time.perf_counter()
    save_weights(path, {kind: train_part(table, held_out) for kind, table in tables.items()})
    seconds = time.perf_counter() - started
    options.say(f"{path.name}: {path.stat().st_size:,} bytes, {seconds:.0f} s of training")


def save_weights(path: Path, parts: dict[str, Part]) -> None:
    """Write a weights file; the same weights give the same bytes."""
    np.savez_compressed(path, allow_pickle=False, **pack_parts(parts))


def _say(line: str) -> None:
    print(f"  {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
