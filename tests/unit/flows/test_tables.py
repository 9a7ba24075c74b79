"""Results of queries as tables, JSON, CSV and Markdown."""

import csv
import io
import json
from datetime import date, datetime
from decimal import Decimal

from flows.display.tables import format_csv, format_json, format_markdown, format_table
from flows.display.terminal import Ink, display_width
from warehouse.query import QueryResult

PLAIN = Ink(False)

RESULT = QueryResult(
    ("name", "share", "day", "is_new", "note"),
    ("VARCHAR", "DECIMAL(4,2)", "DATE", "BOOLEAN", "VARCHAR"),
    (
        ("Low | Ferry", Decimal("0.50"), date(2025, 3, 4), True, None),
        ('the "Wend"\nriver', Decimal("12.25"), date(2025, 3, 5), False, "\x1b[31mred"),
    ),
)


def test_a_table_has_types_under_the_names_and_numbers_to_the_right():
    assert format_table(RESULT, PLAIN, None, None).splitlines() == [
        "┌──────────────────┬──────────────┬────────────┬─────────┬──────────┐",
        "│ name             │        share │ day        │ is_new  │ note     │",
        "│ varchar          │ decimal(4,2) │ date       │ boolean │ varchar  │",
        "├──────────────────┼──────────────┼────────────┼─────────┼──────────┤",
        "│ Low | Ferry      │         0.50 │ 2025-03-04 │ true    │ NULL     │",
        '│ the "Wend" river │        12.25 │ 2025-03-05 │ false   │ �[31mred │',
        "└──────────────────┴──────────────┴────────────┴─────────┴──────────┘",
    ]


def test_a_table_narrows_its_widest_columns_to_fit_the_terminal():
    wide = QueryResult(("id", "text"), ("INTEGER", "VARCHAR"), ((7, "word " * 60),))
    lines = format_table(wide, PLAIN, 40, None).splitlines()
    assert {display_width(line) for line in lines} == {40}
    assert "7 │ word word" in lines[4]
    assert "…" in lines[4]


def test_a_row_of_too_many_columns_becomes_a_list():
    names = tuple(f"column_{number}" for number in range(30))
    many = QueryResult(names, ("INTEGER",) * 30, (tuple(range(30)),))
    lines = format_table(many, PLAIN, 80, None).splitlines()
    assert lines[1] == "column_0   0"
    assert lines[-1] == "column_29  29"


def test_only_as_many_rows_as_wished_are_shown():
    numbers = QueryResult(("n",), ("INTEGER",), tuple((n,) for n in range(9)))
    assert len(format_table(numbers, PLAIN, None, 3).splitlines()) == 5 + 3


def test_an_empty_result_keeps_its_names():
    empty = QueryResult(("n",), ("INTEGER",), ())
    assert "│       n │" in format_table(empty, PLAIN, None, None)
    assert format_json(empty) == "[]"
    assert format_csv(empty) == "n"


def test_csv_can_be_read_back():
    rows = list(csv.reader(io.StringIO(format_csv(RESULT))))
    assert rows[0] == list(RESULT.columns)
    assert rows[2] == ['the "Wend"\nriver', "12.25", "2025-03-05", "false", "\x1b[31mred"]


def test_json_is_one_value_without_nan_and_without_lost_columns():
    odd = QueryResult(
        ("a", "a", "b", "c"),
        ("INTEGER", "INTEGER", "DOUBLE", "TIMESTAMP"),
        ((1, 2, float("nan"), datetime(2025, 3, 4, 12)),),
    )
    assert json.loads(format_json(odd)) == [
        {"a": 1, "a_2": 2, "b": None, "c": "2025-03-04T12:00:00"}
    ]


def test_markdown_keeps_its_columns_when_a_cell_holds_a_bar():
    lines = format_markdown(RESULT).splitlines()
    assert lines[1] == "| --- | ---: | --- | --- | --- |"
    assert lines[2] == "| Low \\| Ferry | 0.50 | 2025-03-04 | true |  |"
