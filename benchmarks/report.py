"""What a benchmark says: rows of figures, as a table for people and as JSON for programs.

In: the rows an area measured, and the peers' figures. Out: text and plain dicts. Never measures,
never rounds what goes into JSON.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from benchmarks.parallel import Outcome
from benchmarks.peers import Goal, Peers


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of ours.

    data: what it was measured on; a key of `peers.toml`. ours: a share (0 to 1), or a number whose
    unit the measure names. error: standard deviation of a share over resampled pages. floor: a
    smaller figure fails the benchmark. peer, peer_name: a rival measured in the same run; without
    them the best figure of `peers.toml` stands beside ours.
    """

    data: str
    measure: str
    ours: float
    error: float | None = None
    decimals: int = 3
    floor: float | None = None
    peer: float | None = None
    peer_name: str = ""

    @property
    def is_below_floor(self) -> bool:
        """Whether the figure fails the benchmark."""
        return self.floor is not None and self.ours < self.floor


@dataclass(slots=True)
class AreaReport:
    """What one area measured.

    notes: conditions and costs. refused: inputs the pipeline calls unfit; failures: inputs it fell
    over, which fail the benchmark. Both count as empty answers.
    """

    area: str
    title: str
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def note_failure(self, name: str, outcome: Outcome) -> None:
        """Keep what became of an input without a result."""
        kept = self.refused if outcome.is_refused else self.failures
        kept.append(f"{name}: {outcome.failure}")

    @property
    def is_bad(self) -> bool:
        """Whether the area fails the benchmark."""
        return bool(self.failures) or any(row.is_below_floor for row in self.rows)


#: Failures shown by name under a table; JSON has all.
_SHOWN_FAILURES = 5


def format_area(report: AreaReport, peers: Peers) -> str:
    """The table of an area, its notes and failures, as lines of text."""
    lines = [report.title, ""]
    lines += _align(
        ("data", "measure", "ours", "±", "peer", "goal", "peer's name"),
        _with_gaps([_cells(report.area, row, peers) for row in report.rows]),
        right={2, 3, 4, 5},
    )
    lines += ["", *(f"  {note}" for note in report.notes)]
    for said, inputs in (("refused", report.refused), ("FAILED", report.failures)):
        if inputs:
            lines.append(f"  {said}, counted as empty: {len(inputs)}")
            lines += [f"    {one}" for one in inputs[:_SHOWN_FAILURES]]
    lines += [
        f"  FAILED: {row.data}, {row.measure}: {_number(row.ours, row.decimals)} is below the "
        f"floor of {_number(row.floor, row.decimals)}"
        for row in report.rows
        if row.is_below_floor
    ]
    return "\n".join(lines).rstrip() + "\n"


def format_peers(report: AreaReport, peers: Peers) -> str:
    """Every system beside ours, one table for each data set of an area."""
    lines = []
    for data in dict.fromkeys(row.data for row in report.rows):
        ours = {row.measure: row for row in report.rows if row.data == data}
        figures = [f for f in peers.of(report.area, data) if f.measure in ours]
        if not figures:
            continue
        systems = dict.fromkeys((f.system, f.half) for f in figures)
        value = {(f.system, f.half, f.measure): f.value for f in figures}
        table = [("Dateline", "this run", *(_number(r.ours, r.decimals) for r in ours.values()))]
        table += [
            (
                system,
                half,
                *(
                    _number(value.get((system, half, measure)), row.decimals)
                    for measure, row in ours.items()
                ),
            )
            for system, half in systems
        ]
        heads = (f"{report.area}: {data}", "measured on", *map(_words, ours))
        lines += [*_align(heads, table, right=set(range(2, len(heads)))), ""]
    return "\n".join(lines)


def area_as_json(report: AreaReport, peers: Peers) -> dict:
    """An area with all its figures, unrounded, and each peer's with its source."""
    return {
        "area": report.area,
        "rows": [_row_as_json(report.area, row, peers) for row in report.rows],
        "notes": report.notes,
        "refused": report.refused,
        "failures": report.failures,
    }


def _row_as_json(area: str, row: Row, peers: Peers) -> dict:
    goal = peers.goal(area, row.data, row.measure)
    figures = [
        {
            "system": f.system,
            "value": f.value,
            "measured_on": f.half,
            "source": f.source,
            "conditions": f.conditions,
        }
        for f in peers.of(area, row.data)
        if f.measure == row.measure
    ]
    if row.peer is not None:
        figures.append({"system": row.peer_name, "value": row.peer, "measured_on": "this run"})
    return {
        "data": row.data,
        "measure": row.measure,
        "ours": row.ours,
        "error": row.error,
        "floor": row.floor,
        "goal": goal and {"value": goal.value, "issue": goal.issue, "measured_on": goal.half},
        "peers": figures,
    }


def _cells(area: str, row: Row, peers: Peers) -> tuple[str, ...]:
    if row.peer is not None:
        peer, name = row.peer, f"{row.peer_name}, same run"
    elif best := peers.best(area, row.data, row.measure):
        peer, name = best.value, best.system
        name += f" ({best.half})" if best.half != "dev" else ""
    else:
        peer, name = None, ""
    return (
        row.data,
        _words(row.measure),
        _number(row.ours, row.decimals) + ("!" if row.is_below_floor else ""),
        _number(row.error, 3),
        _number(peer, row.decimals),
        _goal(peers.goal(area, row.data, row.measure), row.decimals),
        name,
    )


def _words(measure: str) -> str:
    return measure.replace("_", " ").replace("f1", "F1")


def _goal(goal: Goal | None, decimals: int) -> str:
    return _number(goal.value, decimals) + ("" if goal.half == "dev" else "*") if goal else ""


def _number(value: float | None, decimals: int) -> str:
    return "" if value is None else f"{value:,.{decimals}f}"


def _with_gaps(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The name of the data only where it changes: the eye finds the groups."""
    named, last = [], None
    for data, *rest in rows:
        named.append(("" if data == last else data, *rest))
        last = data
    return named


def _align(heads: Sequence[str], rows: Iterable[tuple[str, ...]], right: set[int]) -> list[str]:
    table = [tuple(heads), *rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = [
        "  ".join(
            cell.rjust(width) if number in right else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    ]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]
