"""The folder of benchmark data that someone keeps outside the project.

In: a path. Out: rows of its JSON lines, its pages as bytes, and its own scorers as modules. Never
writes there, and nothing of it enters the project.
"""

import gzip
import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from tasks.errors import ConfigurationFault

#: Folders of a benchmark folder, each with a `score.py`; text dumps are scored as pages are.
SCORED_AREAS = ("extraction", "temporal", "entities")


def check_folder(folder: Path) -> None:
    """Stop unless the folder holds at least one area.

    Raises:
        ConfigurationFault: no such folder, or nothing in it that could be scored.
    """
    if not folder.is_dir():
        raise ConfigurationFault(f"no folder {folder}: BENCH names the folder of benchmark data")
    if not any((folder / area / "score.py").is_file() for area in SCORED_AREAS):
        raise ConfigurationFault(
            f"{folder} holds no {', no '.join(f'{area}/score.py' for area in SCORED_AREAS)}: "
            "BENCH names the folder that has them"
        )


def load_scorer(folder: Path, area: str) -> ModuleType:
    """The scorer of an area, imported from its file.

    Raises:
        ConfigurationFault: the area has no scorer.
    """
    path = folder / area / "score.py"
    spec = importlib.util.spec_from_file_location(f"benchmark_score_{area}", path)
    if not path.is_file() or spec is None or spec.loader is None:
        raise ConfigurationFault(f"no {path}: --only the areas that BENCH holds")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_rows(path: Path, limit: int | None = None) -> list[dict]:
    """The objects of a JSON lines file, the first `limit` of them; empty when there is no file."""
    if not path.is_file():
        return []
    return [row for row, _ in zip(_rows(path), range(limit or 2**62), strict=False)]


def _rows(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def read_gzip(path: Path) -> bytes:
    """The bytes of a compressed page."""
    with gzip.open(path) as stream:
        return stream.read()
