"""What the bundle is made of, as the TOML files of this folder say it.

In: the folder. Out: datasets, charts and dashboards by name. It knows no snapshot: whether what
they read is there, `catalogue.py` says.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent

#: A filter of Superset: column, operator (==, IN, >=, IS NOT NULL, ...), value if it takes one.
Filter = tuple[str, str, Any]


@dataclass(frozen=True, slots=True)
class Metric:
    """A number that a dataset can tell, in SQL over its columns."""

    name: str
    sql: str
    format: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """A relation of schema `mart`, its column of time and its metrics."""

    name: str
    time: str
    metrics: tuple[Metric, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart in Superset's own words."""

    name: str
    title: str
    meaning: str
    dataset: str
    viz_type: str
    params: dict[str, Any]
    filters: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Charts side by side: (name, width in columns of twelve)."""

    height: int
    charts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class DashboardFilter:
    """A control above a dashboard: over a column, or, without one, over each dataset's time."""

    title: str
    dataset: str | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Rows of charts, and filters over them."""

    name: str
    title: str
    meaning: str
    rows: tuple[Row, ...]
    filters: tuple[DashboardFilter, ...]

    @property
    def charts(self) -> tuple[str, ...]:
        """Names of its charts, in the order they are seen."""
        return tuple(name for row in self.rows for name, _ in row.charts)


@dataclass(frozen=True, slots=True)
class Definitions:
    """Everything in the bundle, by name."""

    datasets: dict[str, Dataset]
    charts: dict[str, Chart]
    dashboards: dict[str, Dashboard]


def read_definitions(folder: Path = FOLDER) -> Definitions:
    """The definitions in `folder`. A word that is missing or unknown is a fault of the program."""
    return Definitions(
        {name: _dataset(name, **entry) for name, entry in _read(folder / "datasets.toml")},
        {name: _chart(name, **entry) for name, entry in _read(folder / "charts.toml")},
        {name: _dashboard(name, **entry) for name, entry in _read(folder / "dashboards.toml")},
    )


def _read(path: Path) -> list[tuple[str, dict[str, Any]]]:
    return list(tomllib.loads(path.read_text("utf-8")).items())


def _dataset(name: str, *, time: str, metrics: dict[str, dict[str, str]]) -> Dataset:
    return Dataset(name, time, tuple(Metric(metric, **entry) for metric, entry in metrics.items()))


def _chart(name: str, *, filters: list[list[Any]] | None = None, **entry: Any) -> Chart:
    padded = ((*words, None)[:3] for words in filters or [])
    return Chart(name=name, filters=tuple(padded), **entry)


def _dashboard(
    name: str,
    *,
    title: str,
    meaning: str,
    rows: list[dict[str, Any]],
    filters: list[dict[str, str]],
) -> Dashboard:
    return Dashboard(
        name,
        title,
        meaning,
        tuple(Row(row["height"], tuple(row["charts"].items())) for row in rows),
        tuple(DashboardFilter(**entry) for entry in filters),
    )
