"""`dateline dictionary`: every table, column and macro with what it means.

In: the data folder. Out: the dictionary on stdout, as text, Markdown or JSON. It is read from the
published snapshot, or, when there is none, from an empty one.
"""

import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from flows.display.terminal import Ink, columns, display_width, pad, width_of, wrap
from warehouse.dictionary import (
    Dictionary,
    DictionaryRow,
    Macro,
    read_dictionary,
    read_empty_dictionary,
    read_macros,
)
from warehouse.errors import WarehouseMissing
from warehouse.query import open_snapshot

#: Narrowest column of meanings, however narrow the terminal is.
NARROWEST = 24


def dictionary(data: Path, form: str) -> int:
    """Print the dictionary.

    Args:
        form: text, md or json.
    """
    rows, macros = _read(data)
    if form == "json":
        print(json.dumps(_as_json(rows, macros), ensure_ascii=False, indent=2))
    elif form == "md":
        print("\n".join(describe_in_markdown(rows, macros)))
    else:
        print("\n".join(describe_in_text(rows, macros, width_of(sys.stdout), Ink.of(sys.stdout))))
    return 0


def _read(data: Path) -> Dictionary:
    try:
        with open_snapshot(data) as connection:
            return Dictionary(read_dictionary(connection), read_macros(connection))
    except WarehouseMissing:
        print("no snapshot yet: this is the dictionary of an empty warehouse", file=sys.stderr)
        return read_empty_dictionary(datetime.now(UTC).replace(tzinfo=None))


def _tables(rows: Iterable[DictionaryRow]) -> list[tuple[str, str, list[DictionaryRow]]]:
    """(name, meaning, columns) of each table; the schema is named unless it is `main`."""
    tables = groupby(rows, lambda row: (row.schema_name, row.table_name, row.table_meaning))
    return [
        (table if schema == "main" else f"{schema}.{table}", meaning, list(members))
        for (schema, table, meaning), members in tables
    ]


def _as_json(rows: list[DictionaryRow], macros: list[Macro]) -> list[dict]:
    tables = [
        {
            "table": name,
            "meaning": meaning,
            "columns": [
                {"name": row.column_name, "type": row.column_type, "meaning": row.column_meaning}
                for row in members
            ],
        }
        for name, meaning, members in _tables(rows)
    ]
    return tables + [
        {"macro": macro.name, "parameters": list(macro.parameters), "meaning": macro.meaning}
        for macro in macros
    ]


def describe_in_text(
    rows: list[DictionaryRow], macros: list[Macro], width: int, ink: Ink
) -> list[str]:
    """Tables one after the other, then macros; meanings wrapped beside names and types."""
    lines: list[str] = []
    for name, meaning, members in _tables(rows):
        lines += ["", f"{ink.strong(name)}", *(f"  {line}" for line in wrap(meaning, width - 2))]
        left = columns((f"    {row.column_name}", row.column_type.lower()) for row in members)
        indent = max(map(display_width, left)) + 2
        for start, row in zip(left, members, strict=True):
            first, *more = wrap(row.column_meaning, max(NARROWEST, width - indent))
            lines.append((pad(start, indent) + first).rstrip())
            lines += [" " * indent + line for line in more]
    for macro in macros:
        lines += ["", ink.strong(macro.call), *(f"  {s}" for s in wrap(macro.meaning, width - 2))]
    return lines[1:]


def describe_in_markdown(rows: list[DictionaryRow], macros: list[Macro]) -> list[str]:
    """A heading, a sentence and a Markdown table for each table; one table of the macros."""
    lines = ["# Tables, columns, macros"]
    for name, meaning, members in _tables(rows):
        lines += ["", f"## {name}", "", meaning, "", "| column | type | meaning |"]
        lines += ["| --- | --- | --- |"]
        lines += [
            f"| {row.column_name} | {row.column_type.lower()} | "
            f"{row.column_meaning.replace('|', chr(92) + '|')} |"
            for row in members
        ]
    lines += ["", "## Macros", "", "| macro | gives |", "| --- | --- |"]
    lines += [f"| `{macro.call}` | {macro.meaning} |" for macro in macros]
    return lines
