"""The result of a query as text: a table for people, or JSON, CSV and Markdown for programs.

In: a `QueryResult`. Out: text. JSON, CSV and Markdown hold every row and every character; the
table for people fits a terminal, and says how many rows it shows.
"""

import csv
import io
import json
import math
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from flows.display.terminal import Ink, cut, display_width, pad, printable
from warehouse.query import QueryResult

#: Types whose columns stand to the right, as DuckDB names them.
NUMBERS = frozenset(
    {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL"}
    | {"UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"}
)

#: Widest cell of a table that is not cut to a terminal.
WIDEST_CELL = 200

#: A column of a table is never narrower than this, unless its cells are.
NARROWEST_COLUMN = 9

NULL = "NULL"


def format_table(result: QueryResult, ink: Ink, width: int | None, most_rows: int | None) -> str:
    """A table as the DuckDB shell draws it: names, types under them, rows.

    Columns that do not fit the width are narrowed; when they would get too narrow to read, each
    row becomes a list of its columns.

    Args:
        width: columns of the terminal; None for any width.
        most_rows: rows shown, from the first; None for all.
    """
    rows = [[_cell(value) for value in row] for row in result.rows[:most_rows]]
    names = [printable(name) for name in result.columns]
    types = [kind.lower() for kind in result.types]
    widths = [
        min(WIDEST_CELL, max(map(display_width, (name, kind, *cells))))
        for name, kind, *cells in zip(names, types, *rows, strict=True)
    ]
    if width is not None:
        fitting = _narrow(widths, width - 3 * len(widths) - 1)
        if fitting is None:
            return _format_records(names, rows, ink, width)
        widths = fitting
    aligns = [">" if _is_number(kind) else "<" for kind in result.types]

    def line(cells: Sequence[str], ink_of_cells=lambda text: text) -> str:
        shown = (
            ink_of_cells(pad(cut(cell, room), room, align))
            for cell, room, align in zip(cells, widths, aligns, strict=True)
        )
        return "│ " + " │ ".join(shown) + " │"

    rules = ["─" * (room + 2) for room in widths]
    return "\n".join(
        [
            f"┌{'┬'.join(rules)}┐",
            line(names, ink.strong),
            line(types, ink.faint),
            f"├{'┼'.join(rules)}┤",
            *map(line, rows),
            f"└{'┴'.join(rules)}┘",
        ]
    )


def _narrow(widths: list[int], room: int) -> list[int] | None:
    """Widths that fit, the widest narrowed first; None when they would be too narrow to read."""
    if sum(min(width, NARROWEST_COLUMN) for width in widths) > room:
        return None
    fitting, limit = widths, max(widths, default=0)
    while sum(fitting) > room:
        limit -= 1
        fitting = [min(width, limit) for width in widths]
    spare = room - sum(fitting)  # what one step too many has cost
    for place, width in enumerate(widths):
        if spare and fitting[place] < width:
            fitting[place] += 1
            spare -= 1
    return fitting


def _format_records(names: list[str], rows: list[list[str]], ink: Ink, width: int) -> str:
    """Each row as lines of `name  value`."""
    room = max(map(display_width, names))
    lines = []
    for number, row in enumerate(rows, start=1):
        lines.append(ink.faint(f"─ row {number} ".ljust(min(width, 60), "─")))
        lines += [
            f"{ink.strong(pad(name, room))}  {cut(cell, max(20, width - room - 2))}"
            for name, cell in zip(names, row, strict=True)
        ]
    return "\n".join(lines)


def _is_number(kind: str) -> bool:
    return kind.partition("(")[0] in NUMBERS


def _cell(value: object) -> str:
    if value is None:
        return NULL
    if isinstance(value, bool):
        return str(value).lower()
    return printable(_text(value))


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, bytes):
        return value.hex()
    return str(value)


def format_markdown(result: QueryResult) -> str:
    """A Markdown table; numbers to the right, null cells empty."""

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

    rules = ["---:" if _is_number(kind) else "---" for kind in result.types]
    rows = (["" if value is None else _cell(value) for value in row] for row in result.rows)
    return "\n".join(
        [line([printable(name) for name in result.columns]), line(rules), *map(line, rows)]
    )


def format_csv(result: QueryResult) -> str:
    """CSV with a line of names; null cells empty, booleans `true` and `false`, lines end in LF."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(result.columns)
    for row in result.rows:
        writer.writerow(
            "" if value is None else str(value).lower() if isinstance(value, bool) else _text(value)
            for value in row
        )
    return text.getvalue().rstrip("\n")


def format_json(result: QueryResult) -> str:
    """A JSON list of one object a row; a name that comes again gets a number."""
    names: list[str] = []
    for name in result.columns:
        number = 2
        unique = name
        while unique in names:
            unique = f"{name}_{number}"
            number += 1
        names.append(unique)
    objects = [
        json.dumps(
            dict(zip(names, map(plain_value, row), strict=True)), ensure_ascii=False, default=str
        )
        for row in result.rows
    ]
    return "[" + ",\n ".join(objects) + "]"


def plain_value(value: object) -> object:
    """A value as JSON can hold it: days and moments in ISO 8601, no NaN, no infinity."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        return {str(key): plain_value(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain_value(part) for part in value]
    return value
