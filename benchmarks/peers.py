"""The peers' figures: what others reach on the same data, and the goals set against them.

In: `peers.toml`, whose head says how it is written. Out: figures and goals, each with its source.
Holds no figure of ours, and measures nothing.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

PEERS_FILE = Path(__file__).parent / "peers.toml"

#: What a table says of a measure that a peer does not have.
NOT_MEASURED = "-"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of one peer. half: the part of the data it was measured on (dev, held out)."""

    area: str
    data: str
    system: str
    measure: str
    value: float
    half: str
    source: str
    conditions: str


@dataclass(frozen=True, slots=True)
class Goal:
    """What an issue asks for, and the half of the data where it counts."""

    value: float
    issue: int
    half: str


@dataclass(frozen=True, slots=True)
class Peers:
    """All figures and goals; goals are keyed by area, data and measure."""

    figures: tuple[Figure, ...]
    goals: dict[tuple[str, str, str], Goal]

    def of(self, area: str, data: str) -> list[Figure]:
        """The figures on one data set, in the order of the file."""
        return [f for f in self.figures if (f.area, f.data) == (area, data)]

    def best(self, area: str, data: str, measure: str) -> Figure | None:
        """The largest figure measured on the development half, else on any other part.

        Precision and recall alone are easily had, so theirs are those of the system with the best
        F1, where it has them.
        """
        figures = [f for f in self.of(area, data) if f.measure == measure]
        if measure.endswith(("precision", "recall")):
            together = measure.replace("precision", "f1").replace("recall", "f1")
            balanced = self.best(area, data, together)
            if balanced:
                same = [f for f in figures if f.system == balanced.system]
                figures = same or figures
        return max(figures, key=lambda f: (f.half == "dev", f.value), default=None)

    def goal(self, area: str, data: str, measure: str) -> Goal | None:
        """The goal for a measure, if an issue states one."""
        return self.goals.get((area, data, measure))


def load_peers(path: Path = PEERS_FILE) -> Peers:
    """Read the peers' figures.

    Raises:
        ValueError: a line of a table has not one value for each measure; names the line.
    """
    content = tomllib.loads(path.read_text("utf-8"))
    figures = [
        figure
        for area, tables in content["peers"].items()
        for table in tables
        for line in table["systems"]
        for figure in _figures(area, table, line)
    ]
    goals = {
        (goal["area"], data, measure): Goal(float(value), goal["issue"], goal["half"])
        for goal in content["goals"]
        for data in goal["data"]
        for measure, value in goal["reach"].items()
    }
    return Peers(tuple(figures), goals)


def _figures(area: str, table: dict, line: list) -> list[Figure]:
    system, *values = line
    if len(values) != len(table["measures"]):
        raise ValueError(
            f"{PEERS_FILE.name}: {area}, {table['data']}: {system!r} has {len(values)} values "
            f'for {len(table["measures"])} measures; write "{NOT_MEASURED}" for one it lacks'
        )
    return [
        Figure(
            area,
            table["data"],
            system,
            measure,
            float(value),
            table["half"],
            table["source"],
            table.get("conditions", ""),
        )
        for measure, value in zip(table["measures"], values, strict=True)
        if value != NOT_MEASURED
    ]
